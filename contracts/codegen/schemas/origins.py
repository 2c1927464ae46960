"""Remembers where each schema is written, through all that is made of it."""

from copy import deepcopy
from typing import Any

from contracts.document.places import every_schema
from contracts.document.refusal import pointer

Json = Any
ORIGIN = "x-at"


def with_origins(document: dict[str, Json]) -> dict[str, Json]:
    """Return a copy in which each schema that says anything has its JSON pointer beside."""
    document = deepcopy(document)
    for at, schema in list(every_schema(document)):
        if schema and "$ref" not in schema:
            schema[ORIGIN] = pointer(*at)
    return document


def origins_of(name: str, schema: Json) -> dict[str, str]:
    """The pointers of a model, and of its properties."""
    if not isinstance(schema, dict):
        return {}
    found = {name: schema[ORIGIN]} if ORIGIN in schema else {}
    for part in (schema, *schema.get("allOf", [])):
        for member, inner in part.get("properties", {}).items():
            if isinstance(inner, dict) and ORIGIN in inner:
                found[f"{name}.{member}"] = inner[ORIGIN]
    return found
