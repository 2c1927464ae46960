"""The rules for objects: responses have all their properties, and each object says whether it allows others."""

import re
from collections.abc import Iterator

from contracts.document.places import every_schema
from contracts.document.refusal import suggestion
from contracts.document.walk import Path, subschemas
from contracts.lint.finding import Finding, finding
from contracts.lint.places import Document, Place, contents, definition, operations

_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
# The objects in these keywords describe only a part of a value.
_PARTIAL = ("not", "if", "then", "else", "dependentSchemas", "contains", "propertyNames")


def schema_findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the schemas."""
    for at, schema in every_schema(document):
        for name in schema.get("properties", {}):
            if not _SNAKE.fullmatch(name):
                yield finding("property-name", (*at, "properties", name), f"Write {name} in snake_case.")
    for place in _objects(document, [*_bodies(document), *_answers(document)]):
        if not {"additionalProperties", "unevaluatedProperties"} & place.value.keys():
            yield finding("object-open", place.at, "Write additionalProperties: false, or what more it may have.")
        if place.value.get("additionalProperties") is False and "patternProperties" not in place.value:
            for name in place.value.get("required", []):
                if name not in place.value.get("properties", {}):
                    meant = suggestion(name, place.value.get("properties", {})) or "."
                    sentence = f"{name} is required, and may not be there{meant}"
                    yield finding("required-unknown", (*place.at, "required"), sentence)
    for place in _objects(document, _answers(document)):
        required = _required(document, place, frozenset())
        for name, key in _properties(document, place, frozenset()).items():
            written = definition(document, key).value
            if name not in required and not (isinstance(written, dict) and written.get("writeOnly")):
                yield finding("response-key-optional", key.at, f"Require {name}; where it is absent, answer null.")


def _answers(document: Document) -> list[Place]:
    return [
        media.within("schema")
        for operation in operations(document)
        for response in operation.responses.values()
        for media in contents(response).values()
    ]


def _bodies(document: Document) -> list[Place]:
    bodies = [operation.body for operation in operations(document)]
    return [media.within("schema") for body in bodies if body for media in contents(body).values()]


def _objects(document: Document, roots: list[Place]) -> Iterator[Place]:
    """Yield the complete objects that these schemas contain at any depth, each once."""
    pending, seen = list(reversed(roots)), set[Path]()
    while pending:
        place = definition(document, pending.pop())
        if place.at in seen or not isinstance(place.value, dict):
            continue
        seen.add(place.at)
        if _properties(document, place, frozenset()):
            yield place
        pending.extend(reversed(list(_within(document, place, frozenset()))))


def _within(document: Document, place: Place, seen: frozenset[Path]) -> Iterator[Place]:
    """Yield the subschemas of an object, including those of the members of its `allOf`."""
    if not isinstance(place.value, dict) or place.at in seen:
        return
    for steps, part in subschemas(place.value):
        inner = Place((*place.at, *steps), part)
        if steps[0] == "allOf":
            yield from _within(document, definition(document, inner), seen | {place.at})
        elif steps[0] not in _PARTIAL:
            yield inner


def _properties(document: Document, place: Place, seen: frozenset[Path]) -> dict[str, Place]:
    """Return the properties of an object, including those of the members of its `allOf`."""
    if not isinstance(place.value, dict) or place.at in seen:
        return {}
    found = {name: place.within("properties", name) for name in place.value.get("properties", {})}
    for index, part in enumerate(place.value.get("allOf", [])):
        found |= _properties(
            document, definition(document, Place((*place.at, "allOf", index), part)), seen | {place.at}
        )
    return found


def _required(document: Document, place: Place, seen: frozenset[Path]) -> frozenset[str]:
    if not isinstance(place.value, dict) or place.at in seen:
        return frozenset()
    found = frozenset(place.value.get("required", []))
    for index, part in enumerate(place.value.get("allOf", [])):
        found |= _required(document, definition(document, Place((*place.at, "allOf", index), part)), seen | {place.at})
    return found
