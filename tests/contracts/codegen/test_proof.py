"""FR-361: a part of a model that loses a value is found when generating, and handed over as JSON with a note."""

from typing import Any

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.proof.degrade import proved
from contracts.codegen.proof.prove import Lost, losses

Json = Any
_A: Json = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "description": "Words."}}}
_HEAD = "from __future__ import annotations\nfrom typing import Any\nfrom pydantic import BaseModel\n"
_GOOD, _LOSING = f"{_HEAD}class A(BaseModel):\n    a: str\n", f"{_HEAD}class A(BaseModel):\n    a: int\n"
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
    plan, rendered = _plan(), f"{_HEAD}class A(BaseModel):\n    a: Any\n"
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
