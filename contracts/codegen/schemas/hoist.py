"""References into a schema: what they name becomes a component, so that every reference is to one of those."""

from copy import deepcopy
from typing import Any
from urllib.parse import unquote

from contracts.document.keywords import SCHEMA_MAP_KEYWORDS
from contracts.document.places import every_schema
from contracts.document.refusal import pointer

Json = Any
_COMPONENT = "#/components/schemas/"


def is_component(reference: str) -> bool:
    """Whether a reference is to a whole component schema."""
    return reference.startswith(_COMPONENT) and "/" not in reference.removeprefix(_COMPONENT)


def hoisted(document: dict[str, Json]) -> dict[str, Json]:
    """A copy of the document in which every schema that is referred to is a component, and a reference in its place."""
    document = deepcopy(document)
    components = document.setdefault("components", {}).setdefault("schemas", {})
    schemas = {"#" + pointer(*at): schema for at, schema in every_schema(document)}
    given: dict[str, str] = {}
    for schema in schemas.values():
        reference = unquote(schema.get("$ref", ""))
        if reference and not is_component(reference):
            given.setdefault(reference, _free(_name(reference), [*components, *given.values()]))
            schema["$ref"] = _COMPONENT + given[reference]
    for reference, name in given.items():
        schema = schemas[reference]
        components[name] = dict(schema)
        schema.clear()
        schema["$ref"] = _COMPONENT + name
    return document


def schema_pointers(document: dict[str, Json]) -> frozenset[str]:
    """Where a reference finds a schema."""
    return frozenset("#" + pointer(*at) for at, _ in every_schema(document))


def _name(reference: str) -> str:
    steps = reference.removeprefix(_COMPONENT).removeprefix("#/").replace("~1", "-").split("/")
    return "-".join(step for step in steps if step not in SCHEMA_MAP_KEYWORDS)


def _free(name: str, taken: list[str]) -> str:
    return name if name not in taken else _free(f"{name}_", taken)
