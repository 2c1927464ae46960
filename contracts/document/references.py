"""Checks that every reference of a document leads to a part of the right kind."""

from collections.abc import Iterator
from typing import Any

from contracts.document.refusal import Refusal, pointer, suggestion
from contracts.document.walk import Path, reference_path, target

Json = Any
# The keys of these objects are names in the document, not keywords of OpenAPI.
_MAPS = frozenset(
    {"properties", "patternProperties", "dependentSchemas", "schemas", "responses", "parameters", "headers"}
    | {"requestBodies", "paths", "content", "links", "callbacks", "securitySchemes"}
)
# The values of these keywords are data, in which "$ref" is not a reference.
_DATA = frozenset({"example", "examples", "default", "enum", "const"})

# The kind of the parts below these keywords, and their section of the components.
_KINDS = {
    "parameters": ("parameter", "parameters"),
    "requestBody": ("request body", "requestBodies"),
    "requestBodies": ("request body", "requestBodies"),
    "responses": ("response", "responses"),
    "headers": ("header", "headers"),
}
# The keys that a part of a section must have if it is not in the components.
_REQUIRED_KEYS = {
    "parameters": {"in", "name"},
    "requestBodies": {"content"},
    "responses": {"description"},
    "headers": set[str](),
}


def broken_references(document: Json) -> Iterator[Refusal]:
    """Yield references that leave the document, lead nowhere or to themselves, or lead to a part of a wrong kind."""
    yield from _find_broken(document, document, (), None, is_map=False)


def _find_broken(
    document: Json, value: Json, at: Path, kind: tuple[str, str] | None, *, is_map: bool
) -> Iterator[Refusal]:
    """`kind` is the required kind of this part, or of each part of a list or map."""
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _find_broken(document, part, (*at, index), kind, is_map=False)
    if not isinstance(value, dict):
        return
    reference = value.get("$ref")
    if isinstance(reference, str) and not is_map:
        reason = _reason(document, reference, kind)
        if reason:
            yield Refusal(pointer(*at), "$ref", f"{reference} {reason}")
    for key, part in value.items():
        if is_map or key not in _DATA:
            below = kind if is_map else _KINDS.get(key)
            yield from _find_broken(document, part, (*at, key), below, is_map=not is_map and key in _MAPS)


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
            return f"leads nowhere{_meant(document, reference)}"
        # A schema with a reference may have other keywords too, but its references must still end somewhere.
        if not isinstance(found, dict) or not isinstance(found.get("$ref"), str):
            return None if kind is None or _can_replace(reference, found, kind[1]) else f"is no {kind[0]}"
        reference = found["$ref"]


def _meant(document: Json, reference: str) -> str:
    """What is named alike, in the place that leads the farthest."""
    above: Path = ()
    names = document
    for step in reference_path(reference):
        if not isinstance(names, dict) or step not in names:
            known = names if isinstance(names, dict) else ()
            return suggestion("#" + pointer(*above, step), ["#" + pointer(*above, name) for name in known])
        above, names = (*above, step), names[step]
    return ""


def _can_replace(reference: str, found: Json, section: str) -> bool:
    steps = reference.split("/")
    if steps[1] == "components" and len(steps) == 4:
        return steps[2] == section
    return isinstance(found, dict) and _REQUIRED_KEYS[section] <= found.keys()
