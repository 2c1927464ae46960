"""Finds defaults that their own schemas refuse: whoever leaves the value out would be given what nobody may send."""

from collections.abc import Iterator
from typing import Any

from .places import every_schema
from .refusal import Refusal, pointer
from .runtime.schemas import Schema
from .upgrade import upgrade
from .walk import with_schemas

Json = Any


def wrong_defaults(document: dict[str, Json]) -> Iterator[Refusal]:
    """Each default that is not of its schema. The schemas are valid, and their references lead somewhere."""
    old = document["openapi"].startswith("3.0.")
    upgraded = with_schemas(document, upgrade) if old else document
    components = upgraded.get("components", {}).get("schemas", {})
    for at, schema in every_schema(document):
        if "default" not in schema or (old and "$ref" in schema):
            continue
        said = upgrade(schema) if old else schema
        # A reference may lead anywhere in the document, so the schema stands in the middle of it.
        judge = Schema({**upgraded, **said}, components)
        for error in judge.errors(schema["default"]):
            yield Refusal(pointer(*at, "default"), "default", error.message.split("\n")[0])
