"""Finds the JSON types that a schema allows, from `type`, `enum`, `const` and combinations of schemas."""

from typing import Any

from contracts.document.walk import target
from contracts.runtime.schema_parts import json_types_of

Json = Any
ALL_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})


def allowed_types(document: dict[str, Json], schema: Json, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the types. Keywords such as `not` are ignored, so there may be more types than values."""
    if not isinstance(schema, dict):
        return frozenset() if schema is False else ALL_TYPES
    types = schema.get("type", ALL_TYPES)
    found = frozenset([types]) if isinstance(types, str) else frozenset(types)
    if "number" in found:
        found |= {"integer"}
    if schema.get("nullable") is True and "type" in schema and document.get("openapi", "").startswith("3.0."):
        found |= {"null"}
    if "enum" in schema or "const" in schema:
        values = [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]
        found &= frozenset[str]().union(*map(json_types_of, values))
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference not in seen:
        found &= allowed_types(document, target(document, reference), seen | {reference})
    for part in schema.get("allOf", []):
        found &= allowed_types(document, part, seen)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            found &= frozenset[str]().union(*(allowed_types(document, part, seen) for part in schema[key]))
    return found
