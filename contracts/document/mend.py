"""Leaves out the parts of a document that are refused already, so that the others can be looked at in the same run."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from contracts.document.references import broken_references
from contracts.document.refusal import Note, Refusal
from contracts.document.structure import objects
from contracts.document.walk import Path, steps_of

Json = Any


def without_broken(document: dict[str, Json], found: Iterable[Refusal]) -> dict[str, Json]:
    """Return a copy without the smallest objects around each refusal, and without what refers to these."""
    copy = deepcopy(document)
    broken = [one for one in found if not isinstance(one, Note)]
    while broken:
        kinds = {at: kind for at, kind, _ in objects(copy)}
        for one in broken:
            _leave_out(copy, steps_of(copy, one.pointer), kinds)
        broken = list(broken_references(copy))
    return copy


def _leave_out(document: dict[str, Json], at: Path, kinds: dict[Path, str]) -> None:
    around = at
    while around and (around not in kinds or kinds[around] == "components"):
        around = around[:-1]
    if not around:
        _leave_out_section(document, at)
        return
    at = around
    above: Json = document
    try:
        for step in at[:-1]:
            above = above[step]
        above[at[-1]]
    except (LookupError, TypeError):
        return  # it went with a part around it
    kind, last = kinds[at], at[-1]
    if kind == "schema":
        above[last] = {}
    elif isinstance(above, list):
        # The others keep their places, by which they are told; what it declares in the path stays declared.
        above[int(last)] = _placeholder(above[int(last)], int(last))
    elif kind == "response" and len(above) == 1 and kinds.get(at[:-2]) == "operation":
        _leave_out(document, at[:-2], kinds)  # that it has none is no defect of its own
    else:
        del above[last]


def _leave_out_section(document: dict[str, Json], at: Path) -> None:
    """Leave out what is no object of its own: a section of the document, or one of its components, of another shape."""
    components = document.get("components")
    if at[:1] == ("components",) and isinstance(components, dict):
        if len(at) > 1 and not isinstance(components.get(at[1]), dict):
            components.pop(at[1], None)
    elif at and at[0] != "openapi" and not (at[0] == "paths" and isinstance(document.get("paths"), dict)):
        document.pop(str(at[0]), None)


def _placeholder(parameter: Json, index: int) -> Json:
    told = parameter if isinstance(parameter, dict) else {}
    if told.get("in") == "path" and isinstance(told.get("name"), str):
        return {"name": told["name"], "in": "path", "required": True, "schema": {}}
    return {"name": f"left-out-{index}", "in": "header", "schema": {}}
