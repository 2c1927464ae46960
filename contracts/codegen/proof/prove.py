"""Sends values of each schema through its model and back; what does not come out as it went in, is found here."""

import __future__

import ast
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from types import ModuleType
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from contracts.codegen.plan.normalise import Plan
from contracts.codegen.proof.samples import Samples
from contracts.runtime.json_bytes import write_json
from contracts.runtime.read_only import Writable
from contracts.runtime.schemas import Schemas
from contracts.runtime.typed import Typed

Json = Any
_FLAGS = __future__.annotations.compiler_flag
_MODULE = "contracts.codegen.proof.proved"


@dataclass(frozen=True, slots=True)
class Lost:
    """A model, or a property of it, that does not hold all that its schema allows."""

    model: str
    member: str | None = None


def losses(source: str, plan: Plan) -> Iterator[Lost]:
    """The smallest parts of the models that lose a value, each once; first those that can't be defined at all."""
    types, broken = _defined(source)
    yield from (Lost(name) for name in broken)
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
    raw = json.dumps(value)
    try:
        back = json.loads(write_json(typed.from_json(raw, json.loads(raw))))
    except Exception:  # noqa: BLE001 - whatever it is, the value is lost
        return False
    return keeps(back, value)


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
        return any(_is_read_alike(read, one, other) for read in (datetime.fromisoformat, time.fromisoformat, UUID))
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


def _losses(name: str, type_: Any, schema: Json, samples: Samples, schemas: Schemas) -> Iterator[Lost]:
    try:
        typed: Typed[object] = Typed(type_)
    except Exception:  # noqa: BLE001 - an alias is made when it is used
        yield Lost(name)
        return
    judge = None
    for value in samples.of(schema):
        if is_kept(typed, value):
            continue
        judge = judge or schemas.compile(schema)
        if judge.accepts(value):
            # What is `readOnly` in a request is ignored before a model sees it.
            kept = Writable(schema, schemas).of(value)
            if kept is value or not is_kept(typed, kept):
                yield _smallest(name, type_, kept)


def _smallest(name: str, type_: Any, value: Json) -> Lost:
    """The property that loses its part of a value, if it is one alone."""
    if not (isinstance(type_, type) and issubclass(type_, BaseModel) and isinstance(value, dict)):
        return Lost(name)
    for field_name, field in type_.model_fields.items():
        member = field.alias or field_name
        if member in value and field.annotation and not is_kept(Typed(field.annotation), value[member]):
            inner = field.annotation
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                return _smallest(inner.__name__, inner, value[member])
            return Lost(name, member)
    return Lost(name)
