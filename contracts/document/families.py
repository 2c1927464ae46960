"""A discriminator on a parent: what extends it by `allOf` are its alternatives (OpenAPI 3.1, section 4.8.25.4)."""

from collections.abc import Iterator
from typing import Any

from contracts.document.names import Names
from contracts.document.refusal import pointer
from contracts.document.walk import transform, transform_document

Json = Any
_COMPONENT = "#/components/schemas/"


def with_families(document: dict[str, Json]) -> tuple[dict[str, Json], dict[str, str]]:
    """Return a copy in which each parent is the union of its children, and where its own schema stood.

    What all share becomes a component of its own, `PetBase`, which the children extend in its place.
    """
    schemas = document.get("components", {}).get("schemas", {})
    children = {name: list(_children(name, schemas)) for name, schema in schemas.items() if _chooses(schema)}
    families = {name: below for name, below in children.items() if below}
    if not families:
        return document, {}
    names = Names(frozenset(schemas))
    bases = {name: names.reserve(f"{name}Base") for name in families}
    made: dict[str, Json] = {}
    for name, schema in schemas.items():
        made[name] = schema
        if name in families:
            made[bases[name]] = {key: part for key, part in schema.items() if key != "discriminator"}
            made[name] = _union(name, schema["discriminator"], families[name], bases)
    extended = {child for below in families.values() for child in below}
    for name in extended:
        home = bases.get(name, name)
        made[home] = {**made[home], "allOf": [_of_base(part, bases) for part in made[home]["allOf"]]}
    copy = {**document, "components": {**document["components"], "schemas": made}}
    moved = {
        pointer("components", "schemas", base): pointer("components", "schemas", name) for name, base in bases.items()
    }
    return transform_document(copy, lambda schema: transform(schema, lambda part: _into_base(part, bases))), moved


def _chooses(schema: Json) -> bool:
    return isinstance(schema, dict) and "discriminator" in schema and not schema.keys() & {"oneOf", "anyOf"}


def _children(name: str, schemas: dict[str, Json]) -> Iterator[str]:
    """The components that extend a component, or one that does."""
    family = {name}
    while True:
        more = [one for one, schema in schemas.items() if one not in family and _extends(schema, family)]
        if not more:
            return
        family.update(more)
        yield from more


def _extends(schema: Json, family: set[str]) -> bool:
    parts = schema.get("allOf", []) if isinstance(schema, dict) else []
    return any(_name(part) in family for part in parts)


def _name(part: Json) -> str | None:
    reference = part.get("$ref") if isinstance(part, dict) else None
    return reference.removeprefix(_COMPONENT) if isinstance(reference, str) else None


def _union(name: str, discriminator: dict[str, Json], below: list[str], bases: dict[str, str]) -> dict[str, Json]:
    """The alternatives, each with the values that select it: those of the mapping, or else its name."""
    written = {value: to.removeprefix(_COMPONENT) for value, to in discriminator.get("mapping", {}).items()}
    alternatives = [*([name] if name in written.values() else []), *below]
    mapping: dict[str, str] = {}
    for one in alternatives:
        for value in [value for value, to in written.items() if to == one] or [one]:
            mapping[value] = _COMPONENT + bases.get(one, one)
    unknown = {value: to for value, to in discriminator.get("mapping", {}).items() if value not in mapping}
    return {
        "oneOf": [{"$ref": _COMPONENT + bases.get(one, one)} for one in alternatives],
        "discriminator": {**discriminator, "mapping": {**mapping, **unknown}},
    }


def _of_base(part: Json, bases: dict[str, str]) -> Json:
    name = _name(part)
    return {**part, "$ref": _COMPONENT + bases[name]} if name in bases else part


def _into_base(schema: dict[str, Json], bases: dict[str, str]) -> Json:
    """A reference into a parent is one into what all share."""
    name, separator, rest = str(schema.get("$ref", "")).removeprefix(_COMPONENT).partition("/")
    return {**schema, "$ref": f"{_COMPONENT}{bases[name]}/{rest}"} if separator and name in bases else schema
