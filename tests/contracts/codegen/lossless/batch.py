"""Generates the models of many schemas at once, and sends values through them."""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from contracts import runtime
from contracts.codegen.plan.normalise import plan
from contracts.codegen.proof.degrade import proved
from contracts.codegen.proof.prove import keeps
from contracts.codegen.refusals.refuse import inspect
from contracts.codegen.render.generators import run_models
from contracts.runtime.json_bytes import write_json
from contracts.runtime.judged import typed_request
from contracts.runtime.schemas import Schema, Schemas
from contracts.runtime.typed import Typed
from tests.contracts.codegen.documents import document
from tests.contracts.codegen.lossless.strategies import COMPONENT, schemas, values

Json = Any
_ALIKE = 4


@dataclass
class Example:
    """A schema, the components that it may refer to, and values near to it."""

    components: dict[str, Json]
    schema: Json
    values: list[Json] = field(default_factory=list)


@st.composite
def _examples(draw: st.DrawFn) -> Example:
    components: dict[str, Json] = {}
    for name in ("P", "Q")[: draw(st.integers(0, 2))]:
        components[name] = draw(schemas([*components]))
    made = Example(components, draw(schemas([*components])))
    whole = {"components": {"schemas": components}}
    made.values = [draw(values(made.schema, whole)) for _ in range(8)]
    return made


def examples(count: int, number: int) -> list[Example]:
    """So many examples, the same ones for a number."""
    return [one for part in range(-(-count // _ALIKE)) for one in _some(number * 10_000 + part)][:count]


def _some(number: int) -> list[Example]:
    """A few examples. Hypothesis begins with the simplest, and varies what it has found before."""
    found: list[Example] = []

    @seed(number)
    @settings(
        max_examples=_ALIKE + 1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(_examples())
    def collect(example: Example) -> None:
        found.append(example)

    collect()
    return found[1 : _ALIKE + 1]


class Generated:
    """The models of a batch, each schema as the body of a request and of an answer. `notes` tell what is JSON."""

    def __init__(self, batch: list[Example], version: str = "3.1.0") -> None:
        with tempfile.TemporaryDirectory() as folder:
            written = _document(batch, version)
            self._plan = plan(written)
            source = run_models(self._plan, Path(folder))
            source, self.notes = proved(source, self._plan, lambda changed: run_models(changed, Path(folder)))
        self.models = ModuleType(f"tests.contracts.codegen.lossless.generated_{id(self)}")
        sys.modules[self.models.__name__] = self.models
        exec(source, vars(self.models))
        self._written = json.dumps(written)
        self._ways = [list(self._both(index)) for index in range(len(batch))]

    def accepts(self, index: int, value: Json) -> bool:
        """Whether a request may have a value."""
        return self._ways[index][0][0].accepts(value)

    def back(self, index: int, value: Json) -> Json:
        """What comes out of the model of a request."""
        raw = json.dumps(value)
        return json.loads(write_json(self._ways[index][0][1].from_json(raw, json.loads(raw))))

    def lost(self, index: int, value: Json) -> Iterator[str]:
        """What becomes of a value that is allowed, in each direction where it is another one."""
        for judge, typed in self._ways[index]:
            raw = json.dumps(value)
            try:
                back = json.loads(write_json(typed.from_json(raw, value)))
            except Exception as error:  # noqa: BLE001 - whatever it is, the value is lost
                back = repr(error)
            if judge.accepts(value) and not (
                keeps(back, kept := typed.kept(value)) and (keeps(kept, back) or self._is_filled(back, judge))
            ):
                yield f"{raw} became {back}"

    def _is_filled(self, back: Json, judge: Schema) -> bool:
        """Whether what is more in a value than was sent may be defaults, with which it is still allowed."""
        return '"default": ' in self._written and judge.accepts(back)

    def _both(self, index: int) -> Iterator[tuple[Schema, Typed[object]]]:
        operation = self._plan.routers["paths"][f"/{index}"]["post"]["x-operation"]
        answers = Schemas({**self._plan.schemas, **self._plan.answers})
        ways = ((operation["body"]["type"], Schemas(self._plan.schemas)), (operation["responses"][0]["type"], answers))
        for name, schemas_ in ways:
            type_ = eval(name, {"models": self.models, "runtime": runtime, "Any": Any})
            schema = schemas_.of(type_)
            yield schemas_.compile(schema), typed_request(type_, schema, schemas_)


def losses(batch: list[Example]) -> Iterator[str]:
    """What is lost of the values of a batch: a line each. Schemas that are refused are left out."""
    batch = [one for one in batch if not inspect(_document([one]))[0]]
    generated = Generated(batch)
    for index, one in enumerate(batch):
        for value in one.values:
            for lost in generated.lost(index, value):
                yield f"{lost} by {json.dumps(one.schema)} with {json.dumps(one.components)}"


def _document(batch: list[Example], version: str = "3.1.0") -> Json:
    paths: Json = {}
    components: Json = {}
    for index, one in enumerate(batch):
        text = json.dumps([one.schema, one.components])
        schema, own = json.loads(text.replace(COMPONENT, f"{COMPONENT}E{index}"))
        components |= {f"E{index}{name}": part for name, part in own.items()}
        content = {"content": {"application/json": {"schema": schema}}}
        answers = {"200": {"description": "Done.", **content}}
        paths[f"/{index}"] = {"post": {"requestBody": {"required": True, **content}, "responses": answers}}
    return document(paths, schemas=components, version=version)
