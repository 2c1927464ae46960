"""Finds what no value can satisfy: bodies, parameters and required members without one, and mappings of discriminators
that an alternative contradicts."""

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import Draft202012, ValidationError, canonical, canonicalize

from contracts.document.places import every_schema, schema_places
from contracts.document.refusal import Refusal, pointer
from contracts.document.upgrade import upgrade
from contracts.document.walk import (
    Path,
    nested_schemas,
    reference_path,
    subschemas,
    target,
    transform,
    transform_document,
)

Json = Any
# Of what is below these it is not sure that a value must be like it.
_MAYBE = frozenset({"not", "if", "then", "else", "anyOf", "oneOf", "dependentSchemas", "contains", "propertyNames"})
# Only a schema with one of these can have no value by itself; the types alone always have one.
_RESTRICTING = frozenset({"not", "allOf", "enum", "const", "anyOf", "oneOf", "minimum", "exclusiveMinimum"}) | {
    *("exclusiveMaximum", "minLength", "minItems", "minProperties", "contains")
}
_REASON = "no value satisfies this"


def contradictions(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield them for a document whose schemas and references are valid."""
    if document["openapi"].startswith("3.0."):
        document = transform_document(document, upgrade)
    empty = _Emptiness(document)
    for at, schema in schema_places(document):
        if ("parameters" in at or "requestBody" in at or "content" in at) and empty.is_proven(schema):
            yield Refusal(pointer(*at), "schema", _REASON)
        else:
            yield from _members(schema, at, empty)
    for at, schema in every_schema(document):
        for value, name in schema.get("discriminator", {}).get("mapping", {}).items():
            allowed = _allowed(document, name, schema["discriminator"]["propertyName"])
            if allowed is not None and value not in allowed:
                where = pointer(*at, "discriminator", "mapping", value)
                yield Refusal(where, "mapping", f"{value} is no value that {name} allows for its property")


def _members(schema: Json, at: Path, empty: "_Emptiness") -> Iterator[Refusal]:
    """The required members that can't be there."""
    if not isinstance(schema, dict):
        return
    for name in schema.get("required", []):
        if name in schema.get("properties", {}) and empty.is_proven(schema["properties"][name]):
            yield Refusal(pointer(*at, "properties", name), "required", _REASON)
    for steps, part in subschemas(schema):
        if steps[0] not in _MAYBE:
            yield from _members(part, (*at, *steps), empty)


class _Emptiness:
    def __init__(self, document: dict[str, Json]) -> None:
        self._document = document
        self._components: dict[str, Json] = document.get("components", {}).get("schemas", {})
        self._known: dict[str, bool] = {}

    def is_proven(self, schema: Json) -> bool:
        """Whether a schema is proven to have no value; where that is not known, it may have one."""
        if not isinstance(schema, dict):
            return schema is False
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference not in self._known:
                self._known[reference] = False  # of one that leads back to itself
                self._known[reference] = self.is_proven(target(self._document, reference))
            if self._known[reference]:
                return True
        return bool(schema.keys() & _RESTRICTING) and self._has_none(schema)

    def _has_none(self, schema: dict[str, Json]) -> bool:
        reached = {name: self._components[name] for name in self._reachable(schema)}
        if any("format" in part for one in (schema, *reached.values()) for part in nested_schemas(one)):
            schema, reached = _without_exclusion(schema), {name: _without_exclusion(reached[name]) for name in reached}
        try:
            form = canonicalize({**schema, "components": {"schemas": reached}}, draft=Draft202012)
        except (ValidationError, canonical.CanonicalizationError, ValueError):
            return False
        return form.satisfiability() == canonical.Satisfiability.NO

    def _reachable(self, schema: Json) -> set[str]:
        found: set[str] = set()
        pending = [schema]
        while pending:
            for part in nested_schemas(pending.pop()):
                path = reference_path(part["$ref"]) if isinstance(part.get("$ref"), str) else ()
                name = str(path[2]) if path[:2] == ("components", "schemas") else ""
                if name in self._components and name not in found:
                    found.add(name)
                    pending.append(self._components[name])
        return found


def _without_exclusion(schema: Json) -> Json:
    """A schema that allows at least as much. A format says nothing to whoever decides what is empty, to whom a `oneOf`
    of two formats would be one of the same thing twice."""

    def change(part: dict[str, Json]) -> Json:
        alike = {key: value for key, value in part.items() if key not in ("not", "oneOf")}
        if "oneOf" in part:
            alike["allOf"] = [*alike.get("allOf", []), {"anyOf": part["oneOf"]}]
        return alike

    return transform(schema, change)


def _allowed(document: dict[str, Json], name: str, key: str) -> list[Json] | None:
    """The values that a component allows for a property by `enum` and `const`; None if it does not say."""
    components = document.get("components", {}).get("schemas", {})
    pending, seen, found = [components.get(name.rpartition("/")[2])], set[str](), None
    while pending:
        schema = pending.pop()
        if not isinstance(schema, dict):
            continue
        declared = schema.get("properties", {}).get(key)
        for part in _conjuncts(document, declared):
            told = [part["const"]] if "const" in part else part.get("enum")
            if told is not None:
                found = told if found is None else [one for one in found if one in told]
        pending += schema.get("allOf", [])
        reference = schema.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            pending.append(target(document, reference))
    return found


def _conjuncts(document: dict[str, Json], schema: Json, depth: int = 0) -> Iterator[dict[str, Json]]:
    if isinstance(schema, dict) and depth < 20:
        yield schema
        if isinstance(schema.get("$ref"), str):
            yield from _conjuncts(document, target(document, schema["$ref"]), depth + 1)
        for part in schema.get("allOf", []):
            yield from _conjuncts(document, part, depth + 1)
