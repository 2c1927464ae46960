"""Finds schemas that lead back to themselves for the same value; no validator terminates with them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from contracts.document.places import every_schema
from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import subschemas

Json = Any
# Subschemas in these keywords apply to the same value. In all others they apply to a part of it, which is finite.
_SAME_VALUE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})


def endless_schemas(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield each reference that closes a loop, once (JSON Schema 2020-12, section 9.4.1)."""
    schemas = {"#" + pointer(*at): schema for at, schema in every_schema(document)}
    checked: set[str] = set()
    for start in schemas:
        if start not in checked:
            yield from _loops(start, schemas, checked)


def _loops(start: str, schemas: dict[str, dict[str, Json]], checked: set[str]) -> Iterator[Refusal]:
    """Search depth-first with an explicit stack, because a chain of references may exceed Python's recursion limit."""
    ancestors = [start]
    pending = [_next_schemas(start, schemas)]
    while pending:
        step = next(pending[-1], None)
        if step is None:
            pending.pop()
            checked.add(ancestors.pop())
        elif step in ancestors:
            yield Refusal(ancestors[-1].removeprefix("#"), "$ref", f"leads back to {step} with nothing in between")
        elif step in schemas and step not in checked:
            ancestors.append(step)
            pending.append(_next_schemas(step, schemas))


def _next_schemas(at: str, schemas: dict[str, dict[str, Json]]) -> Iterator[str]:
    """Yield the pointers of the schemas that apply to the same value."""
    schema = schemas[at]
    if isinstance(reference := schema.get("$ref"), str):
        yield unquote(reference)
    for way, _ in subschemas(schema):
        if way[0] in _SAME_VALUE:
            yield at + pointer(*way)
