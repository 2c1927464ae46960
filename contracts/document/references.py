"""Proves that every reference of a document leads to what can stand in its place, before anything follows one."""

from collections.abc import Iterator
from typing import Any

from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import Path, target

Json = Any
# Their keys are names that the document gives, so none of them is a word of OpenAPI.
_NAMED = frozenset(
    {"properties", "patternProperties", "dependentSchemas", "schemas", "responses", "parameters", "headers"}
    | {"requestBodies", "paths", "content", "links", "callbacks", "securitySchemes"}
)
# Their values are data, where "$ref" is no reference.
_DATA = frozenset({"example", "examples", "default", "enum", "const"})

# What stands below these words: what it is called, and where among the components there are such.
_HOLDS = {
    "parameters": ("parameter", "parameters"),
    "requestBody": ("request body", "requestBodies"),
    "requestBodies": ("request body", "requestBodies"),
    "responses": ("response", "responses"),
    "headers": ("header", "headers"),
}
# What one must have that stands elsewhere.
_NEEDED = {
    "parameters": {"in", "name"},
    "requestBodies": {"content"},
    "responses": {"description"},
    "headers": set[str](),
}


def broken_references(document: Json) -> Iterator[Refusal]:
    """References that leave the document, lead nowhere, to themselves, or to what can't stand in their place."""
    yield from _broken(document, document, (), None, named=False)


def _broken(document: Json, value: Json, at: Path, kind: tuple[str, str] | None, *, named: bool) -> Iterator[Refusal]:
    """`kind` is what must stand here, or in each place of a list or of names."""
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _broken(document, part, (*at, index), kind, named=False)
    if not isinstance(value, dict):
        return
    reference = value.get("$ref")
    if isinstance(reference, str) and not named:
        reason = _reason(document, reference, kind)
        if reason:
            yield Refusal(pointer(*at), "$ref", f"{reference} {reason}")
    for key, part in value.items():
        if named or key not in _DATA:
            below = kind if named else _HOLDS.get(key)
            yield from _broken(document, part, (*at, key), below, named=not named and key in _NAMED)


def _reason(document: Json, reference: str, kind: tuple[str, str] | None) -> str | None:
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
            return None if kind is None or _fits(reference, found, kind[1]) else f"is no {kind[0]}"
        reference = found["$ref"]


def _fits(reference: str, found: Json, section: str) -> bool:
    steps = reference.split("/")
    if steps[1] == "components" and len(steps) == 4:
        return steps[2] == section
    return isinstance(found, dict) and _NEEDED[section] <= found.keys()
