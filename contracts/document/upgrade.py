"""Converts schemas of OpenAPI 3.0 to those of 3.1, which are JSON Schema 2020-12, and drops words without effect."""

from typing import Any

from contracts.document.keywords import ANNOTATIONS, IDENTIFIERS
from contracts.document.walk import transform, transform_document

Json = Any
_SAID = ANNOTATIONS | {"readOnly", "writeOnly"}
# Nothing refers into `$defs` any more: what was referred to is a component (schemas/hoist.py).
_IDLE = IDENTIFIERS | {"nullable", "$defs", "definitions"}


def upgrade_document(document: dict[str, Json]) -> dict[str, Json]:
    """Return a copy of the document whose schemas are JSON Schema 2020-12 and nothing else."""
    change = upgrade if document["openapi"].startswith("3.0.") else _without_idle_words
    return transform_document(document, change)


def _without_idle_words(schema: Json) -> Json:
    """`nullable` says nothing in OpenAPI 3.1, and references are those of the document, whatever a schema is called."""
    return transform(schema, lambda part: {key: value for key, value in part.items() if key not in _IDLE})


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
        elif "type" not in schema and schema.keys() & {"allOf", "oneOf"}:
            return _or_null(schema)
        elif "anyOf" in schema:
            schema["anyOf"] = [*schema["anyOf"], {"type": "null"}]
    return schema


def _or_null(schema: dict[str, Json]) -> Json:
    """A schema or null, which may be one of its own values already. What is said of both stands beside them."""
    said = {key: value for key, value in schema.items() if key in _SAID or key.startswith("x-")}
    rest = {key: value for key, value in schema.items() if key not in said}
    return {**said, "anyOf": [rest, {"type": "null"}]}
