"""Finds schemas that lead back to themselves for the same value; no validator terminates with them."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from contracts.document.places import every_schema
from contracts.document.refusal import Refusal, pointer
from contracts.document.walk import subschemas

Json = Any
# Subschemas in these keywords apply to the same value. In all others they apply to a part of it, which is finite.
_SAME_VALUE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})

MOST_IN_A_ROW, MOST_SCHEMAS = 50, 10_000
_TOO_MANY = (
    f"leads through more than {MOST_IN_A_ROW} schemas in a row, or {MOST_SCHEMAS} in all, for one value; "
    "refer to the last of them, and to each once"
)


def endless_schemas(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield each reference that closes a loop, once (JSON Schema 2020-12, section 9.4.1), and each schema that leads
    through more others for the same value than anybody means."""
    schemas = {"#" + pointer(*at): schema for at, schema in every_schema(document)}
    checked: dict[str, _Extent] = {}
    for start in schemas:
        if start not in checked:
            yield from _loops(start, schemas, checked)


class _Extent(NamedTuple):
    """How many schemas one leads to for the same value, each as often as it is led to, and how many in a row."""

    schemas: int
    depth: int


def _loops(start: str, schemas: dict[str, dict[str, Json]], checked: dict[str, _Extent]) -> Iterator[Refusal]:
    """Search depth-first with an explicit stack, because a chain of references may exceed Python's recursion limit."""
    ancestors = [start]
    pending = [_next_schemas(start, schemas)]
    while pending:
        step = next(pending[-1], None)
        if step is None:
            pending.pop()
            at = ancestors.pop()
            below = [checked[one] for one in _next_schemas(at, schemas) if one in checked]
            extent = _Extent(1 + sum(one.schemas for one in below), 1 + max((one.depth for one in below), default=0))
            if extent.schemas > MOST_SCHEMAS or extent.depth > MOST_IN_A_ROW:
                yield Refusal(at.removeprefix("#"), "$ref", _TOO_MANY)
                extent = _Extent(1, 1)  # the others are as many as they are without it
            checked[at] = extent
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
