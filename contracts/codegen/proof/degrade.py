"""Hands over as JSON what no model holds: the smallest part that loses a value; and leaves out defaults that can't be
filled in."""

from collections.abc import Callable
from typing import Any

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.proof.prove import Lost, losses
from contracts.document.refusal import Note, Refusal

Json = Any
_COMPONENT = "#/components/schemas/"
_WORDS = frozenset({"description", "title"})
_OF_PARTS = 2
"""Rounds in which properties are given up; in those after it, whole models."""
_REASON = "no type of Python holds all its values, so they are handed over as the JSON that they are"
_NOT_FILLED_IN = (
    "is not filled in where the property is left out, since the schema would forbid some of the values then"
)
_NOWHERE = (
    "values of this are lost on their way through Python, and no type was found that holds them; write it as `{}`"
)


def proved(source: str, plan: Plan, render: Callable[[Plan], str]) -> tuple[str, list[Refusal]]:
    """The source of models that lose nothing, with a note for each part that is JSON now, and for each default that is
    not filled in. `plan.models` is changed.

    It ends: a round makes at least one more part JSON or takes one more default away, of which there are so many, or is
    the last one, whose refusals tell of the parts that lose values all the same.
    """
    found: dict[Refusal, None] = {}
    round_ = 0
    while lost := list(losses(source, plan)) if source else []:
        refused = [Refusal(_pointer(one, plan), "type", _NOWHERE) for one in lost if not _give_up(plan, one, round_)]
        if len(refused) == len(lost):
            return source, list(dict.fromkeys([*found, *refused]))
        found |= dict.fromkeys(_note(one, plan) for one in lost)
        source, round_ = render(plan), round_ + 1
    return source, list(found)


def _give_up(plan: Plan, lost: Lost, round_: int) -> bool:
    """Whether there was a part to give up: the property, its model, or the model that the value was one of."""
    models = plan.models["components"]["schemas"]
    properties = None if lost.member is None else _properties(models, lost.model, lost.member)
    if properties is not None and lost.member is not None:
        part = properties[lost.member]
        if lost.by_default and part.keys() & {"default", "x-default"}:
            properties[lost.member] = {key: part[key] for key in part if key not in ("default", "x-default")}
            return True
        if round_ < _OF_PARTS and part.keys() - _WORDS:
            properties[lost.member] = _said(part)
            return True
    for name in (lost.model, lost.within):
        if models.get(name, {}).keys() - _WORDS:
            models[name] = _said(models[name])
            return True
    return False


def _properties(models: dict[str, Json], name: str, member: str) -> dict[str, Json] | None:
    """The properties, those of a parent too, that have a member."""
    schema = models.get(name, {})
    for part in (schema, *schema.get("allOf", [])):
        if member in part.get("properties", {}):
            found: dict[str, Json] = part["properties"]
            return found
        if "$ref" in part and (above := _properties(models, part["$ref"].removeprefix(_COMPONENT), member)):
            return above
    return None


def _said(schema: Json) -> Json:
    return {key: schema[key] for key in ("description", "title") if key in schema}


def _note(lost: Lost, plan: Plan) -> Note:
    if lost.by_default:
        return Note(_pointer(lost, plan) + "/default", "default", _NOT_FILLED_IN)
    return Note(_pointer(lost, plan), "type", _REASON)


def _pointer(lost: Lost, plan: Plan) -> str:
    names = (f"{lost.model}.{lost.member}", lost.model, lost.within)
    return next((plan.origins[name] for name in names if name in plan.origins), "")
