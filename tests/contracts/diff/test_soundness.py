"""Random pairs of schemas: if only one of them allows a value, the change is not reported as safe."""

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from contracts.diff import Change, Level
from contracts.diff.compare.contracts import compare
from tests.contracts.diff.generated import COMPONENTS, SCHEMAS, changed, closed, values
from tests.contracts.diff.places import document
from tests.contracts.diff.tables.pairs import Schema

pytestmark = pytest.mark.slow

# Found once by a longer search, a failure belongs into the tables.
_SETTINGS = settings(deadline=None, max_examples=250, suppress_health_check=[*HealthCheck], derandomize=True)
_VALUES = [*values()]


def _document(schema: Schema, components: Schema) -> dict[str, JsonValue]:
    body: JsonValue = {"content": {"application/json": {"schema": schema}}}
    responses: JsonValue = {"200": {"description": "Done.", "content": {"application/json": {"schema": schema}}}}
    return document({"operationId": "do", "requestBody": body, "responses": responses}, {"schemas": components})


def _validator(schema: Schema, components: Schema) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"allOf": [schema], "components": {"schemas": components}}, validate_formats=True
    )


def _bad(changes: list[Change], direction: str) -> bool:
    return any(one.level is not Level.SAFE and one.rule.startswith(direction) for one in changes)


@_SETTINGS
@given(st.data())
def test_no_witness_is_safe(data: st.DataObject) -> None:
    """FR-151: a value that is no longer allowed in a request, or newly allowed in a response, is (possibly)
    breaking."""
    components = data.draw(COMPONENTS)
    old = data.draw(SCHEMAS)
    _hold(old, data.draw(changed(old)), components)


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}
OPEN, NUMBERED = _object(a=STRING), _object(b=INTEGER)
NO_MORE: Schema = {"unevaluatedProperties": False}
PAIR: Schema = {"type": "array", "prefixItems": [INTEGER, INTEGER], "unevaluatedItems": False}
SINGLE: Schema = {"type": "array", "prefixItems": [INTEGER], "unevaluatedItems": False}
FOUND: dict[str, tuple[Schema, Schema]] = {
    "closed alternatives": (OPEN, {"anyOf": [OPEN, NUMBERED], **NO_MORE}),
    "a name in an alternative": (
        {"anyOf": [OPEN, NUMBERED], **NO_MORE},
        {"anyOf": [OPEN, _object(b=INTEGER, c=STRING)], **NO_MORE},
    ),
    "names in a condition": (OPEN | NO_MORE | {"if": NUMBERED, "then": _object(c=STRING)}, OPEN | NO_MORE),
    "names of a dependent schema": (OPEN | NO_MORE | {"dependentSchemas": {"a": NUMBERED}}, OPEN | NO_MORE),
    "a name beside a condition": (
        OPEN | NO_MORE | {"dependentSchemas": {"a": NUMBERED}},
        _object(a=STRING, b=STRING) | NO_MORE | {"dependentSchemas": {"a": NUMBERED}},
    ),
    "a position": (PAIR, SINGLE),
    "items": (SINGLE | {"items": INTEGER}, SINGLE),
    "contained items": (SINGLE | {"contains": STRING}, SINGLE),
    "contained items of another kind": (SINGLE | {"contains": STRING}, SINGLE | {"contains": {"type": "null"}}),
}


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("name", FOUND)
def test_unevaluated_is_not_safe(name: str, back: bool) -> None:
    """FR-151: what the unevaluated keywords restrict depends on all keywords that evaluate names or items."""
    old, new = reversed(FOUND[name]) if back else FOUND[name]
    _hold(old, new, {})


@_SETTINGS
@given(pair=closed(), back=st.booleans())
def test_closing_alternatives_is_not_safe(pair: tuple[Schema, Schema], back: bool) -> None:
    """FR-151: adding and removing `unevaluatedProperties` around alternatives."""
    old, new = reversed(pair) if back else pair
    _hold(old, new, {})


def _hold(old: Schema, new: Schema, components: Schema) -> None:
    """Check that a value which only one schema allows is not reported as safe in the affected direction."""
    before, after = _validator(old, components), _validator(new, components)
    changes = compare(_document(old, components), _document(new, components))
    for value in _VALUES:
        was, now = before.is_valid(value), after.is_valid(value)
        if was and not now:
            assert _bad(changes, "request"), (f"{value} was allowed, and is not", changes)
        if now and not was:
            assert _bad(changes, "response"), (f"{value} is allowed, and was not", changes)
