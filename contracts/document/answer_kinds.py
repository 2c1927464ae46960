"""Decides how the body of a response is written: as JSON, as a text, as bytes, or as a sequence of values."""

from typing import Any

from contracts.document.kinds import allowed_types
from contracts.document.walk import resolved
from contracts.runtime.media_ranges import Kind, MediaType

Json = Any
TEXT_DATA = "x-text-data"
"""Beside the schema of an event, once it is prepared: whether its `data` is a text in some case."""


def written_as(document: dict[str, Json], media: MediaType, value: Json) -> Kind:
    """How a body is written; what a range stands for is told by the schema, and JSON lines without one are text."""
    if media.kind == "events":
        return "events" if TEXT_DATA in value else "text"
    if media.kind == "lines":
        return "lines" if "schema" in value or "itemSchema" in value else "text"
    if not media.is_range or media.type not in ("*", "application"):
        return media.kind
    schema = value.get("schema", {})
    if schema in ({}, True) or is_binary(document, schema):
        return "binary"
    return "text" if allowed_types(document, schema) == {"string"} else "json"


def is_binary(document: dict[str, Json], schema: Json) -> bool:
    """Whether a schema says that its value is bytes (OpenAPI 3.0, and since 3.1 what a file upload has)."""
    plain = resolved(document, schema) if isinstance(schema, dict) else {}
    return bool(isinstance(plain, dict) and plain.get("format") == "binary")
