"""Finds defaults that their own schemas don't allow: a client that omits the value would get one that it may not
send."""

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from contracts.codegen.schemas.typing_schemas import has_unread_default
from contracts.document.places import every_schema
from contracts.document.refusal import Note, Refusal, pointer
from contracts.document.upgrade import upgrade
from contracts.document.walk import transform, transform_document
from contracts.runtime.schemas import PATTERNS

Json = Any
_DOCUMENT = "urn:document"
_NEVER_FILLED_IN = ("items", "additionalProperties")
_NOT_READ = "is a text in a field of another type, so it is not filled in: where it is left out, the field is MISSING"


def wrong_defaults(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield each default that is not valid for its schema. The schemas must be valid, and their references too."""
    is_openapi_30 = document["openapi"].startswith("3.0.")
    # References may lead to any part of the document, so it is registered once for all schemas.
    registry = Registry(
        [(_DOCUMENT, transform_document(document, upgrade) if is_openapi_30 else document)], draft=Draft202012
    )
    for at, schema in every_schema(document):
        if "default" not in schema or (is_openapi_30 and "$ref" in schema):
            continue
        absolute = transform(upgrade(schema) if is_openapi_30 else schema, _with_absolute_reference)
        validator = Draft202012Validator(absolute, registry=registry, validate_formats=True, pattern_options=PATTERNS)
        wrong = [error.message.split("\n")[0] for error in validator.iter_errors(schema["default"])]
        if at[-1] in _NEVER_FILLED_IN:
            yield Note(
                pointer(*at, "default"), "default", f"is not filled in: nothing says where {at[-1]} are left out"
            )
        elif wrong:
            yield from (Refusal(pointer(*at, "default"), "default", message) for message in wrong)
        elif at[-2] == "properties" and has_unread_default(schema):
            yield Note(pointer(*at, "default"), "default", _NOT_READ)


def _with_absolute_reference(schema: dict[str, Json]) -> dict[str, Json]:
    return {**schema, "$ref": _DOCUMENT + schema["$ref"]} if "$ref" in schema else schema
