"""Finds schemas that lead back to themselves and say nothing on the way: no validator comes to an end with them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from contracts.document.places import every_schema
from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import subschemas

Json = Any
# The schemas under these speak of the same value; under all others they speak of a part of it, and values end.
_SAME_VALUE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})


def endless_schemas(document: dict[str, Json]) -> Iterator[Refusal]:
    """Each reference that closes a loop, once (JSON Schema 2020-12, section 9.4.1)."""
    schemas = {"#" + pointer(*at): schema for at, schema in every_schema(document)}
    done: set[str] = set()
    for start in schemas:
        if start not in done:
            yield from _loops(start, schemas, done)


def _loops(start: str, schemas: dict[str, dict[str, Json]], done: set[str]) -> Iterator[Refusal]:
    """Goes deep first, with a stack of its own: a chain of references may be longer than Python's."""
    above = [start]
    pending = [_onward(start, schemas)]
    while pending:
        step = next(pending[-1], None)
        if step is None:
            pending.pop()
            done.add(above.pop())
        elif step in above:
            yield Refusal(above[-1].removeprefix("#"), "$ref", f"leads back to {step} with nothing in between")
        elif step in schemas and step not in done:
            above.append(step)
            pending.append(_onward(step, schemas))


def _onward(at: str, schemas: dict[str, dict[str, Json]]) -> Iterator[str]:
    """Where the schemas are that have to be looked at for the same value."""
    schema = schemas[at]
    if isinstance(reference := schema.get("$ref"), str):
        yield unquote(reference)
    for way, _ in subschemas(schema):
        if way[0] in _SAME_VALUE:
            yield at + pointer(*way)
