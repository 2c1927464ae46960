"""Hands over as JSON what no model holds: the smallest part that loses a value."""

from collections.abc import Callable
from typing import Any

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.proof.prove import Lost, losses
from contracts.document.refusal import Note

Json = Any
_COMPONENT = "#/components/schemas/"
_ROUNDS = 4
_REASON = "no type of Python holds all its values, so they are handed over as the JSON that they are"


def proved(source: str, plan: Plan, render: Callable[[Plan], str]) -> tuple[str, list[Note]]:
    """The source of models that lose nothing, and a note for each part that is JSON now. `plan.models` is changed."""
    notes: dict[Note, None] = {}
    for round_ in range(_ROUNDS):
        found = list(losses(source, plan)) if source else []
        if not found:
            break
        for lost in found:
            # What still loses values after a change is given up as a whole.
            _degrade(plan.models["components"]["schemas"], lost if round_ < _ROUNDS // 2 else Lost(lost.model))
            notes |= dict.fromkeys([Note(_pointer(lost, plan), "type", _REASON)])
        source = render(plan)
    return source, list(notes)


def _degrade(models: dict[str, Json], lost: Lost) -> None:
    properties = _properties(models, lost.model, lost.member)
    if lost.member is None or properties is None:
        models[lost.model] = _said(models.get(lost.model, {}))
    else:
        properties[lost.member] = _said(properties[lost.member])


def _properties(models: dict[str, Json], name: str, member: str | None) -> dict[str, Json] | None:
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


def _pointer(lost: Lost, plan: Plan) -> str:
    return plan.origins.get(f"{lost.model}.{lost.member}") or plan.origins.get(lost.model, "")
