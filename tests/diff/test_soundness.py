"""Random pairs of schemas: a value that only one of them allows is never passed over as safe."""

import jsonschema_rs
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from contracts.diff import Change, Level, compare

from .generated import COMPONENTS, SCHEMAS, changed, values
from .places import document
from .tables.pairs import Schema

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
    """FR-153: a request that is no longer allowed, or a response that was not, is told as breaking or possibly so."""
    components = data.draw(COMPONENTS)
    old = data.draw(SCHEMAS)
    new = data.draw(changed(old))
    before, after = _validator(old, components), _validator(new, components)
    changes = compare(_document(old, components), _document(new, components))
    for value in _VALUES:
        was, now = before.is_valid(value), after.is_valid(value)
        if was and not now:
            note(f"{value} was allowed, and is not")
            assert _bad(changes, "request"), changes
        if now and not was:
            note(f"{value} is allowed, and was not")
            assert _bad(changes, "response"), changes
