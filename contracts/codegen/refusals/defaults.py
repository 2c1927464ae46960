"""Finds defaults that their own schemas don't allow: a client that omits the value would get one that it may not
send."""

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from contracts.codegen.schemas.typing_schemas import has_unread_default
from contracts.document.places import applying_keyword, schema_places
from contracts.document.refusal import Note, Refusal, pointer
from contracts.document.structure import objects
from contracts.document.upgrade import upgrade
from contracts.document.walk import Path, transform, transform_document
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
    for way, at, schema in _with_defaults(document):
        if is_openapi_30 and "$ref" in schema:
            continue
        keyword = applying_keyword(way)
        absolute = transform(upgrade(schema) if is_openapi_30 else schema, _with_absolute_reference)
        validator = Draft202012Validator(absolute, registry=registry, validate_formats=True, pattern_options=PATTERNS)
        wrong = [error.message.split("\n")[0] for error in validator.iter_errors(schema["default"])]
        if keyword in _NEVER_FILLED_IN:
            yield Note(
                pointer(*at, "default"), "default", f"is not filled in: nothing says where {keyword} are left out"
            )
        elif wrong:
            yield from (Refusal(pointer(*at, "default"), "default", message) for message in wrong)
        elif keyword == "properties" and has_unread_default(schema):
            yield Note(pointer(*at, "default"), "default", _NOT_READ)


def _with_defaults(document: dict[str, Json]) -> Iterator[tuple[Path, Path, dict[str, Json]]]:
    """Yield each schema with a default: its way from an outermost schema, its path, and itself."""
    for start, outermost in schema_places(document):
        for at, _, schema in objects(outermost, "schema", start):
            if isinstance(schema, dict) and "default" in schema:
                yield at[len(start) :], at, schema


def _with_absolute_reference(schema: dict[str, Json]) -> dict[str, Json]:
    return {**schema, "$ref": _DOCUMENT + schema["$ref"]} if "$ref" in schema else schema
