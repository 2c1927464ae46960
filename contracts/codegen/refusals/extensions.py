"""Finds values of the generator's own extension keywords that it does not know."""

from collections.abc import Iterator
from typing import Any

from contracts.codegen.schemas.typing_schemas import FORMATS_KEYWORD, TYPED_FORMATS
from contracts.document.keywords import UNKNOWN_QUERY_PARAMETERS
from contracts.document.places import every_schema
from contracts.document.refusal import Refusal, pointer

Json = Any


def extension_refusals(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield those of the document, and of its schemas."""
    if document.get(UNKNOWN_QUERY_PARAMETERS, "ignore") not in ("ignore", "refuse"):
        yield Refusal(pointer(UNKNOWN_QUERY_PARAMETERS), UNKNOWN_QUERY_PARAMETERS, "is either refuse or ignore")
    for at, schema in every_schema(document):
        if FORMATS_KEYWORD in schema and not _are_formats_of_a_string(schema):
            reason = f"is for a type string, and lists some of {', '.join(sorted(TYPED_FORMATS))}"
            yield Refusal(pointer(*at, FORMATS_KEYWORD), FORMATS_KEYWORD, reason)


def _are_formats_of_a_string(schema: dict[str, Json]) -> bool:
    formats, types = schema[FORMATS_KEYWORD], schema.get("type")
    is_string = types == "string" or (isinstance(types, list) and {"string"} <= {*types} <= {"string", "null"})
    return is_string and isinstance(formats, list) and bool(formats) and {*map(str, formats)} <= TYPED_FORMATS
