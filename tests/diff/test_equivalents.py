"""Documents that are written otherwise and mean the same: nothing is told of them."""

from itertools import permutations

import pytest
from pydantic import JsonValue

from contracts.diff import compare

from .places import PLACES, document
from .tables.equivalents import EQUIVALENTS
from .tables.pairs import Schema

PAIRS = [(name, old, new) for name, forms in EQUIVALENTS.items() for old, new in permutations(forms, 2)]


@pytest.mark.parametrize(
    "place", ["request-body", "request-parameter-property", "response-property", "response-header"]
)
@pytest.mark.parametrize(("old", "new"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_schemas(place: str, old: Schema, new: Schema) -> None:
    """FR-150: a schema in another form is no change."""
    _, build = PLACES[place]
    assert compare(build(old), build(new)) == []


@pytest.mark.parametrize(("old", "new"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_schemas_within_a_loop(old: Schema, new: Schema) -> None:
    """FR-150: also within a schema that refers to itself."""
    assert compare(_loop(old), _loop(new)) == []


def _loop(schema: Schema) -> dict[str, JsonValue]:
    again: JsonValue = {"$ref": "#/components/schemas/Loop"}
    loop: JsonValue = {"type": "object", "properties": {"here": schema, "again": again, "inside": {"allOf": [schema]}}}
    body: JsonValue = {"content": {"application/json": {"schema": again}}}
    operation: JsonValue = {"operationId": "do", "requestBody": body, "responses": {"204": {"description": "Done."}}}
    return document(operation, {"schemas": {"Loop": loop}})
