"""What keywords leave open is settled by a value that one contract allows and the other refuses."""

from typing import Any

import pytest

from contracts.diff import Change, Level
from contracts.diff.compare.contracts import compare
from contracts.runtime.schemas import Schema as Validator
from tests.contracts.diff.places import PLACES, document

Schema = dict[str, Any]
STRING: Schema = {"type": "string"}
INTEGER: Schema = {"type": "integer"}


def _object(*required: str, **properties: Schema) -> Schema:
    return {"type": "object", "required": [*required], "properties": properties}


def _foo_or_bar(group: str) -> Schema:
    return {group: [_object("foo", foo=STRING, bar=STRING), _object("bar", foo=STRING, bar=STRING)]}


LOW, HIGH = {"type": "integer", "maximum": 5}, {"type": "integer", "minimum": 5}
EVEN: Schema = {"type": "integer", "multipleOf": 2}
NODE: Schema = {"$ref": "#/components/schemas/Node"}
# The breaking direction of each change, or both, with what the rule's id ends with.
SETTLED: dict[str, tuple[Schema, Schema, set[str], str]] = {
    "just one where it was both": (
        _object("foo", "bar", foo=STRING, bar=STRING),
        _foo_or_bar("oneOf"),
        {"request"},
        "one-of-added",
    ),
    "just one where it was any": (_foo_or_bar("anyOf"), _foo_or_bar("oneOf"), {"request"}, "alternatives-changed"),
    "any where it was just one": (_foo_or_bar("oneOf"), _foo_or_bar("anyOf"), {"response"}, "alternatives-changed"),
    "bounds that meet": ({"anyOf": [LOW, HIGH]}, {"oneOf": [LOW, HIGH]}, {"request"}, "alternatives-changed"),
    "a new alternative": ({"oneOf": [LOW, HIGH]}, {"oneOf": [LOW, HIGH, STRING]}, {"response"}, "type-widened"),
    "a new one that overlaps": (
        {"oneOf": [LOW, {"type": "integer", "minimum": 9}]},
        {"oneOf": [LOW, {"type": "integer", "minimum": 9}, EVEN]},
        {"request", "response"},
        "one-of-added",
    ),
    "one less that overlapped": (
        {"oneOf": [LOW, {"type": "integer", "minimum": 9}, EVEN]},
        {"oneOf": [LOW, {"type": "integer", "minimum": 9}]},
        {"request", "response"},
        "one-of-removed",
    ),
    "a position against items": (
        {"type": "array", "items": STRING},
        {"type": "array", "items": STRING, "prefixItems": [INTEGER]},
        {"request", "response"},
        "prefix-items-added",
    ),
    "a position that is gone": (
        {"type": "array", "items": STRING, "prefixItems": [STRING, {"maxLength": 1} | STRING]},
        {"type": "array", "items": STRING, "prefixItems": [STRING]},
        {"response"},
        "prefix-items-removed",
    ),
    "names of a pattern": (
        {"type": "object", "additionalProperties": INTEGER},
        {"type": "object", "additionalProperties": INTEGER, "patternProperties": {"^x": STRING}},
        {"request", "response"},
        "pattern-property-added",
    ),
}


def _changes(place: str, old: Schema, new: Schema, what: str) -> list[Change]:
    _, build = PLACES[place]
    return [change for change in compare(build(old), build(new)) if change.rule.endswith(f"-{what}")]


@pytest.mark.parametrize("direction", ["request", "response"])
@pytest.mark.parametrize("name", SETTLED)
def test_value_is_the_proof(name: str, direction: str) -> None:
    """FR-402: a change that a value proves is breaking, and the sentence has the value."""
    old, new, breaking, what = SETTLED[name]
    changes = _changes(f"{direction}-body", old, new, what)
    assert changes
    if direction in breaking:
        assert {change.level for change in changes} == {Level.BREAKING}
    else:
        assert Level.BREAKING not in {change.level for change in changes}


def test_proof_is_judged_by_the_validator_of_servers() -> None:
    """FR-402: the value in the sentence is one that the old contract allows and the new refuses."""
    old, new, _, what = SETTLED["just one where it was both"]
    (change,) = _changes("request-body", old, new, what)
    assert change.sentence.endswith('; {"foo": "a", "bar": ""} was allowed, and is not.')
    value: Any = {"foo": "a", "bar": ""}
    assert Validator(old, {}).accepts(value)
    assert not Validator(new, {}).accepts(value)


def test_schemas_that_contain_themselves_are_settled() -> None:
    """FR-402: a value of a recursive schema is a proof too."""
    nodes = [
        {"type": "object", "properties": {"next": NODE, "tags": {"type": "array", "contains": kind}}}
        for kind in (STRING, INTEGER)
    ]
    body = {"content": {"application/json": {"schema": NODE}}}
    old, new = (document({"requestBody": body, "responses": {}}, {"schemas": {"Node": node}}) for node in nodes)
    (change,) = compare(old, new)
    assert (change.rule, change.level) == ("request-property-contains-changed", Level.BREAKING)


def test_no_value_found_is_no_proof_of_safety() -> None:
    """FR-402: what can neither be proven nor disproven stays possibly breaking."""
    patterns = [r"^(?:[b-df-hj-np-tv-z]{7}\d{2}){2}(?=.)", r"^(?:[b-df-hj-np-tv-z]{7}\d{2}){3}(?=.)"]
    old, new = ({"type": "string", "pattern": pattern} for pattern in patterns)
    (change,) = _changes("request-body", old, new, "pattern-changed")
    assert change.level is Level.POSSIBLY


def test_names_that_are_told_by_themselves_prove_nothing() -> None:
    """FR-402: a member that a closed response gains is possibly breaking, and no proof of anything else."""
    old, new = (
        {**_object(**names), "additionalProperties": False, "not": _object("a", a={"pattern": pattern})}
        for names, pattern in (({"a": STRING}, "^(?!x)"), ({"a": STRING, "c": INTEGER}, "^(?!x).*"))
    )
    _, build = PLACES["response-body"]
    assert {(change.rule, change.level) for change in compare(build(old), build(new))} == {
        ("response-body-not-changed", Level.POSSIBLY),
        ("response-property-added-optional", Level.POSSIBLY),
    }
