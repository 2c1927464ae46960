"""Documents in other notations with the same meaning, for which no change is reported."""

from itertools import permutations

import pytest
from pydantic import JsonValue

from contracts.diff.compare.contracts import compare
from tests.contracts.diff.places import PLACES, document
from tests.contracts.diff.tables.equivalents import EQUIVALENTS
from tests.contracts.diff.tables.pairs import Schema

PLACES_OF_BOTH = ["request-body", "request-parameter-property", "response-property", "response-header"]


@pytest.mark.parametrize("place", PLACES_OF_BOTH)
@pytest.mark.parametrize("name", EQUIVALENTS)
def test_schemas(name: str, place: str) -> None:
    """FR-150: a schema in another form is no change."""
    _, build = PLACES[place]
    for old, new in permutations(EQUIVALENTS[name], 2):
        assert compare(build(old), build(new)) == [], (old, new)


@pytest.mark.parametrize("name", EQUIVALENTS)
def test_schemas_within_a_loop(name: str) -> None:
    """FR-150: the same within a recursive schema."""
    for old, new in permutations(EQUIVALENTS[name], 2):
        assert compare(_loop(old), _loop(new)) == [], (old, new)


def _loop(schema: Schema) -> dict[str, JsonValue]:
    again: JsonValue = {"$ref": "#/components/schemas/Loop"}
    loop: JsonValue = {"type": "object", "properties": {"here": schema, "again": again, "inside": {"allOf": [schema]}}}
    body: JsonValue = {"content": {"application/json": {"schema": again}}}
    operation: JsonValue = {"operationId": "do", "requestBody": body, "responses": {"204": {"description": "Done."}}}
    return document(operation, {"schemas": {"Loop": loop}})
