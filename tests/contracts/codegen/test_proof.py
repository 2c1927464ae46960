"""FR-360: what of a model loses a value is found when generating, and handed over as JSON with a note."""

from typing import Any

import pytest

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.proof.degrade import proved
from contracts.codegen.proof.prove import Lost, losses
from contracts.document.refusal import Note
from tests.contracts.codegen.lossless.batch import Example, Generated

Json = Any
_A: Json = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "description": "Words."}}}
_HEAD = """from __future__ import annotations
from typing import Any
from pydantic import BaseModel
class Closed(BaseModel, extra='forbid'): pass
"""
_GOOD, _LOSING = f"{_HEAD}class A(Closed):\n    a: str\n", f"{_HEAD}class A(Closed):\n    a: int\n"
_BROKEN = f"{_HEAD}class A(Nowhere):\n    a: str\n"


def _plan() -> Plan:
    closed = {**_A, "additionalProperties": False}
    models = {"components": {"schemas": {"A": {"type": "object", "properties": dict(_A["properties"])}}}}
    origins = {"A": "/components/schemas/A", "A.a": "/components/schemas/A/properties/a"}
    return Plan({"A": closed}, {}, models, {}, frozenset(), origins)


def test_what_holds_all_values_is_left_alone() -> None:
    assert list(losses(_GOOD, _plan())) == []
    assert proved(_GOOD, _plan(), lambda _: "") == (_GOOD, [])


def test_a_property_that_loses_a_value_becomes_json() -> None:
    plan, rendered = _plan(), f"{_HEAD}class A(Closed):\n    a: Any\n"
    assert list(losses(_LOSING, plan)) == [Lost("A", "a")]
    source, notes = proved(_LOSING, plan, lambda _: rendered)
    assert source == rendered
    assert plan.models["components"]["schemas"]["A"]["properties"] == {"a": {"description": "Words."}}
    assert [note.pointer for note in notes] == ["/components/schemas/A/properties/a"]


def test_a_model_that_can_not_be_defined_becomes_json() -> None:
    plan, rendered = _plan(), f"{_HEAD}A = Any\n"
    assert list(losses(_BROKEN, plan)) == [Lost("A")]
    source, notes = proved(_BROKEN, plan, lambda _: rendered)
    assert source == rendered
    assert plan.models["components"]["schemas"]["A"] == {}
    assert [note.pointer for note in notes] == ["/components/schemas/A"]


@pytest.mark.parametrize(
    ("dropping", "lost"),
    [
        (_GOOD.replace("A(Closed)", "A(BaseModel)"), "A"),
        (f"{_HEAD}class ANested(BaseModel):\n    b: str\n{_GOOD.removeprefix(_HEAD)}", "ANested"),
    ],
    ids=["a model", "a part of one"],
)
def test_a_model_that_drops_members_becomes_json(dropping: str, lost: str) -> None:
    """Also where none of its own values shows that: those of other alternatives are tried as it."""
    plan, rendered = _plan(), f"{_HEAD}A = Any\n"
    assert list(losses(dropping, plan)) == [Lost(lost)]
    source, notes = proved(dropping, plan, lambda _: rendered)
    assert (source, plan.models["components"]["schemas"]["A"]) == (rendered, {})
    assert [(type(note), note.pointer) for note in notes] == [(Note, "/components/schemas/A")]


def test_what_loses_values_whatever_is_done_is_refused() -> None:
    """A round that has nothing left to give up ends with the pointer of what still loses values."""
    source, found = proved(_LOSING, _plan(), lambda _: _LOSING)
    refused = [one for one in found if not isinstance(one, Note)]
    assert source == _LOSING
    assert [(one.pointer, one.keyword) for one in refused] == [("/components/schemas/A/properties/a", "type")]
    assert refused[0].reason.endswith("write it as `{}`")


def test_a_model_that_the_generator_calls_otherwise_is_refused_by_what_holds_it() -> None:
    """What has no schema of its own is given up together with the model that the lost value was one of."""
    renamed = f"{_HEAD}class Other(Closed):\n    b: int\nclass A(Closed):\n    a: Other | Any\n"
    plan = _plan()
    plan.schemas["A"]["properties"] = {"a": {"type": "object", "properties": {"b": {"type": "string"}}}}
    broken = renamed.replace("Other | Any", "Other")
    source, found = proved(broken, plan, lambda _: f"{_HEAD}A = Any\n")
    assert (source, plan.models["components"]["schemas"]["A"]) == (f"{_HEAD}A = Any\n", {})
    assert [type(one) for one in found] == [Note]


def test_members_beside_a_property_that_can_not_be_there_are_kept() -> None:
    """FR-360: a value has no `$ref` here, since no name may begin with a dollar, and has members of other names."""
    short = {"P": {"type": "object", "properties": {}, "propertyNames": {"pattern": "^[a-z]"}}}
    one = {"$ref": "#/components/schemas/P"}
    schema = {
        "type": "object",
        "properties": {"$ref": one},
        "anyOf": [{"allOf": [{"properties": {}, "type": "object"}, {"allOf": [one]}]}],
    }
    generated = Generated([Example(short, schema)])
    values = [{"b": {}}, {"a": -1}, {}]
    assert [generated.accepts(0, value) for value in values] == [True, True, True]
    assert [lost for value in values for lost in generated.lost(0, value)] == []
