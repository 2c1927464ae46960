"""Converts schemas of OpenAPI 3.0 to those of 3.1, which are JSON Schema 2020-12."""

from typing import Any

from contracts.document.walk import transform

Json = Any


def upgrade(schema: Json) -> Json:
    """Return the schema with `nullable`, boolean exclusive bounds and `$ref` with siblings in JSON Schema's form."""
    return transform(schema, upgraded)


def upgraded(schema: dict[str, Json]) -> Json:
    """Convert one schema without its subschemas. The argument may be changed."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}  # OpenAPI 3.0.3, Reference Object: siblings are ignored
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        flag = schema.get(exclusive)
        if isinstance(flag, bool):
            del schema[exclusive]
            if flag and bound in schema:
                schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False):
        if isinstance(schema.get("type"), str):
            schema["type"] = [schema["type"], "null"]
        elif "allOf" in schema and "type" not in schema:
            return {"anyOf": [schema, {"type": "null"}]}
        elif "anyOf" in schema or "oneOf" in schema:
            key = "anyOf" if "anyOf" in schema else "oneOf"
            schema[key] = [*schema[key], {"type": "null"}]
    return schema
