"""Sends values of each schema through its model and back; what does not come out as it went in, is found here."""

import __future__

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from types import ModuleType
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.proof.filled import filled_in, with_defaults_of
from contracts.codegen.proof.samples import Samples
from contracts.runtime.json_bytes import write_json
from contracts.runtime.read_only import Writable
from contracts.runtime.schemas import Schema, Schemas
from contracts.runtime.typed import Typed

Json = Any
_FLAGS = __future__.annotations.compiler_flag
_MODULE = "contracts.codegen.proof.proved"


_TIME = r"\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
_SPELLINGS = (
    (re.compile(rf"\d{{4}}-\d\d-\d\d[T ]{_TIME}", re.IGNORECASE), datetime.fromisoformat),
    (re.compile(_TIME, re.IGNORECASE), time.fromisoformat),
    (re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE), UUID),
)
"""The texts that may come out in another spelling (RFC 3339, RFC 9562), and what reads them. Pydantic reads more."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A model, or a property of it, that does not hold all that its schema allows.

    `within` is the model of the value that was lost. `by_default` says that the property's default is at fault: where
    it is filled in, the schema no longer allows the value.
    """

    model: str
    member: str | None = None
    within: str = field(default="", compare=False)
    by_default: bool = False


def losses(source: str, plan: Plan) -> Iterator[Lost]:
    """The smallest parts of the models that lose a value, each once; first those that can't be defined at all."""
    types, broken = _defined(source)
    yield from (Lost(name) for name in broken)
    yield from (Lost(name, within=_owner(name, plan)) for name in types if _drops_members(types[name]))
    found: dict[Lost, None] = {}
    answers = {**plan.schemas, **plan.answers}
    ways = ((plan.schemas, plan.requests), (answers, answers.keys() - plan.requests))
    for components, names in ways:
        samples, schemas = Samples(components), Schemas(components)
        for name in sorted(names):
            if name in types and name not in broken:
                found |= dict.fromkeys(_losses(name, types[name], components[name], samples, schemas))
    yield from found


def is_kept(typed: Typed[object], value: Json) -> bool:
    """Whether a value comes out of a model as it went in."""
    back = _back(typed, value)
    return back is not None and keeps(back[0], value)


def _back(typed: Typed[object], value: Json) -> tuple[Json] | None:
    """What comes out of a model; None for what it does not take."""
    raw = json.dumps(value)
    try:
        return (json.loads(write_json(typed.from_json(raw, json.loads(raw)))),)
    except Exception:  # noqa: BLE001 - whatever it is, the value is lost
        return None


def keeps(one: Json, other: Json) -> bool:
    """Whether a JSON value means what the other one does; an object may have the defaults of members besides. Texts may
    be those of the same moment or UUID."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() >= other.keys() and all(keeps(one[key], other[key]) for key in other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(keeps, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other or float(one) == float(other)
    if isinstance(one, str) and isinstance(other, str) and one != other:
        return any(form.fullmatch(other) and _is_read_alike(read, one, other) for form, read in _SPELLINGS)
    return bool(one == other)


def _is_read_alike(read: Any, one: str, other: str) -> bool:
    try:
        return bool(read(one.upper()) == read(other.upper()))
    except ValueError:
        return False


def _defined(source: str) -> tuple[dict[str, Any], list[str]]:
    """The types of a source by their names, and the names of those that can't be defined."""
    module = ModuleType(_MODULE)
    broken: list[str] = []
    sys.modules[_MODULE] = module
    for node in ast.parse(source).body:
        if isinstance(node, ast.ImportFrom) and node.module == "fastapi":
            vars(module)["UploadFile"] = Any  # no JSON value stands for a file
            continue
        try:
            code = compile(ast.Module([node], []), _MODULE, "exec", flags=_FLAGS, dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102 - what we have generated ourselves
        except Exception:  # noqa: BLE001 - whatever it is, the model can't be imported
            broken.append(_name(node))
    return vars(module), broken


def _name(node: ast.stmt) -> str:
    if isinstance(node, ast.ClassDef):
        return node.name
    names = [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
    return names[0] if names else ""


def _drops_members(type_: Any) -> bool:
    """Whether a model takes members that it does not know, and drops them, as Pydantic's do by default.

    Values of its own schema need not show that: another alternative's may be tried as one of it.
    """
    is_model = isinstance(type_, type) and issubclass(type_, BaseModel) and type_.__module__ == _MODULE
    return is_model and type_.model_config.get("extra") not in ("allow", "forbid")


def _owner(name: str, plan: Plan) -> str:
    """The schema that a model is of, or of a part of: the model generator names parts after the whole, in CamelCase."""
    schemas = plan.models["components"]["schemas"]
    owners = [one for one in schemas if name.startswith(one) and not name[len(one) :][:1].islower()]
    return max(owners, key=len, default="")


def _losses(name: str, type_: Any, schema: Json, samples: Samples, schemas: Schemas) -> Iterator[Lost]:
    try:
        typed: Typed[object] = Typed(type_)
    except Exception:  # noqa: BLE001 - an alias is made when it is used
        yield Lost(name)
        return
    judge = None
    for value in samples.of(schema):
        back = _back(typed, value)
        if back is not None and keeps(back[0], value) and keeps(value, back[0]):
            continue
        judge = judge or schemas.compile(schema)
        if not judge.accepts(value):
            continue
        # What is `readOnly` in a request is ignored before a model sees it.
        kept = Writable(schema, schemas).of(value)
        back = back if kept is value else _back(typed, kept)
        if back is None or not keeps(back[0], kept):
            yield replace(_smallest(name, type_, kept), within=name)
        elif judge.accepts(kept) and not judge.accepts(back[0]):
            yield from _unfit_defaults(name, typed, kept, judge)


def _unfit_defaults(name: str, typed: Typed[object], value: Json, judge: Schema) -> Iterator[Lost]:
    """The properties whose defaults make a value one that its schema forbids: each that does so alone, else all."""
    raw = json.dumps(value)
    filled = filled_in(typed.from_json(raw, json.loads(raw)))
    alone = [one for one in filled if not judge.accepts(with_defaults_of(typed, raw, one))]
    for model, member in dict.fromkeys(alone or filled):
        yield Lost(model, member, within=name, by_default=True)


def _smallest(name: str, type_: Any, value: Json) -> Lost:
    """The property that loses its part of a value, if it is one alone."""
    if not (isinstance(type_, type) and issubclass(type_, BaseModel) and isinstance(value, dict)):
        return Lost(name)
    for field_name, one in type_.model_fields.items():
        member = one.alias or field_name
        if member in value and one.annotation and not is_kept(Typed(one.annotation), value[member]):
            inner = one.annotation
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                return _smallest(inner.__name__, inner, value[member])
            return Lost(name, member)
    return Lost(name)
