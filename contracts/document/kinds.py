"""Which JSON types a schema allows, as far as its `type`, `enum`, `const` and combinations say."""

from typing import Any

from contracts.document.walk import target
from contracts.runtime.schemas import json_types_of

Json = Any
EVERY = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})


def kinds(document: dict[str, Json], schema: Json, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """More than can match where a schema says it in other ways, such as `not`."""
    if not isinstance(schema, dict):
        return frozenset() if schema is False else EVERY
    types = schema.get("type", EVERY)
    found = frozenset([types]) if isinstance(types, str) else frozenset(types)
    if "number" in found:
        found |= {"integer"}
    if schema.get("nullable") is True and "type" in schema:
        found |= {"null"}
    if "enum" in schema or "const" in schema:
        values = [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]
        found &= frozenset[str]().union(*map(json_types_of, values))
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        found &= kinds(document, target(document, reference), seen | {reference})
    for part in schema.get("allOf", []):
        found &= kinds(document, part, seen)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            found &= frozenset[str]().union(*(kinds(document, part, seen) for part in schema[key]))
    return found
