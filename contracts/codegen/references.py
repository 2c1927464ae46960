"""Proves that every reference of a document leads somewhere within it, before anything follows one."""

from collections.abc import Iterator
from typing import Any

from .refusal import Refusal, pointer
from .walk import Path, target

Json = Any
# Their keys are names that the document gives, so none of them is a word of OpenAPI.
_NAMED = frozenset(
    {"properties", "patternProperties", "dependentSchemas", "schemas", "responses", "parameters", "headers"}
    | {"requestBodies", "paths", "content", "links", "callbacks", "securitySchemes"}
)
# Their values are data, where "$ref" is no reference.
_DATA = frozenset({"example", "examples", "default", "enum", "const"})


def broken_references(document: Json) -> Iterator[Refusal]:
    """References that leave the document, lead nowhere, or lead to themselves."""
    yield from _broken(document, document, (), named=False)


def _broken(document: Json, value: Json, at: Path, *, named: bool) -> Iterator[Refusal]:
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _broken(document, part, (*at, index), named=False)
    if not isinstance(value, dict):
        return
    reference = value.get("$ref")
    if isinstance(reference, str) and not named:
        reason = _reason(document, reference)
        if reason:
            yield Refusal(pointer(*at), "$ref", f"{reference} {reason}")
    for key, part in value.items():
        if named or key not in _DATA:
            yield from _broken(document, part, (*at, key), named=not named and key in _NAMED)


def _reason(document: Json, reference: str) -> str | None:
    seen: set[str] = set()
    while True:
        if not reference.startswith("#/"):
            return "leaves the document; bundle it first"
        if reference in seen:
            return "leads back to itself"
        seen.add(reference)
        try:
            found = target(document, reference)
        except (LookupError, TypeError, ValueError):
            return "leads nowhere"
        # A schema may have more to say beside its reference, and what it refers to still ends nowhere.
        if not isinstance(found, dict) or not isinstance(found.get("$ref"), str):
            return None
        reference = found["$ref"]
