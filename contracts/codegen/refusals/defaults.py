"""Finds defaults that their own schemas refuse: whoever leaves the value out would be given what nobody may send."""

from collections.abc import Iterator
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from contracts.document.places import every_schema
from contracts.document.refusal import Refusal, pointer
from contracts.document.upgrade import upgrade
from contracts.document.walk import mapped, with_schemas
from contracts.runtime.schemas import PATTERNS

Json = Any
_DOCUMENT = "urn:document"


def wrong_defaults(document: dict[str, Json]) -> Iterator[Refusal]:
    """Each default that is not of its schema. The schemas are valid, and their references lead somewhere."""
    old = document["openapi"].startswith("3.0.")
    # A reference may lead anywhere in the document. It is read once, for all that refer to it.
    known = Registry([(_DOCUMENT, with_schemas(document, upgrade) if old else document)], draft=Draft202012)
    for at, schema in every_schema(document):
        if "default" not in schema or (old and "$ref" in schema):
            continue
        said = mapped(upgrade(schema) if old else schema, _from_outside)
        judge = Draft202012Validator(said, registry=known, validate_formats=True, pattern_options=PATTERNS)
        for error in judge.iter_errors(schema["default"]):
            yield Refusal(pointer(*at, "default"), "default", error.message.split("\n")[0])


def _from_outside(schema: dict[str, Json]) -> dict[str, Json]:
    return {**schema, "$ref": _DOCUMENT + schema["$ref"]} if "$ref" in schema else schema
