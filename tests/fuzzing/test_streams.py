"""FR-044: Schemathesis finds an event or a line that the contract does not declare."""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.contracts.codegen.answering import DOCUMENT, PACKAGE, Answering
from tests.fuzzing.checks.streams import StreamKeepsItsSchema

_PATHS = {"listen": "/events", "text_events": "/text_events", "lines": "/lines", "listed_lines": "/listed_lines"}
_PATHS |= {"sequence": "/sequence"}
_CHECKS = {"response_schema_conformance", StreamKeepsItsSchema.__name__}


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return Answering(tmp_path_factory)


def _failures(app: FastAPI, operation: str) -> Iterator[str]:
    """The checks that fail for an operation, which is asked a few times."""
    path = _PATHS[operation]
    checks: dict[str, Any] = {"enabled": False} | {name: {"enabled": True} for name in sorted(_CHECKS)}
    settings = {"seed": 1, "checks": checks, "generation": {"max-examples": 2, "database": "none"}}
    settings["phases"] = {"enabled": False, "fuzzing": {"enabled": True}}
    document = {**DOCUMENT, "paths": {path: DOCUMENT["paths"][path]}}
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(settings))
    schema.app = app
    done = 0
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            for found in event.recorder.checks.values():
                done += len(found)
                yield from (check.name for check in found if check.failure_info is not None)
    assert done > 0


async def _stream(values: Sequence[object]) -> AsyncIterator[object]:
    for value in values:
        yield value


def _app(answering: Answering, operation: str, values: Sequence[object]) -> FastAPI:
    sealed = next(one for one in answering.router.OPERATIONS if one.id == operation).responses["200"]
    return answering.app({operation: lambda **_: sealed(_stream(values))})


GOOD: dict[str, list[object]] = {
    "listen": [{"event": "changed", "id": "1", "retry": 5, "data": {"name": "a"}}, {"event": "ended"}],
    "text_events": [{"data": "{"}, {"data": "1"}],
    "lines": [{"name": "a"}, {"name": "b"}],
    "listed_lines": [{"name": "a"}],
    "sequence": [{"name": "a"}, {"name": "b"}],
}


@pytest.mark.parametrize("operation", GOOD)
def test_a_whole_stream_passes(answering: Answering, operation: str) -> None:
    """FR-044: what finds the wrong ones finds nothing where nothing is wrong."""
    assert list(_failures(_app(answering, operation, GOOD[operation]), operation)) == []


WRONG: dict[str, tuple[str, list[object]]] = {
    "data that breaks its schema": ("listen", [{"event": "changed", "data": {"name": ""}}]),
    "data of another type": ("listen", [{"event": "changed", "data": 1}]),
    "an event that lacks its data": ("listen", [{"event": "changed"}]),
    "an event of another name": ("listen", [{"event": "gone"}]),
    "an event after a good one": ("listen", [*GOOD["listen"], {"event": "changed", "data": {}}]),
    "a text that is none": ("text_events", [{"event": "x"}]),
    "a line that breaks its schema": ("lines", [{"name": "a"}, {"name": ""}]),
    "a line of a list": ("listed_lines", [[{"name": "a"}]]),
    "a record that breaks its schema": ("sequence", [{"name": "a"}, {}]),
}


@pytest.mark.parametrize(("operation", "values"), WRONG.values(), ids=WRONG.keys())
def test_a_runtime_that_holds_nothing_is_found(
    answering: Answering, monkeypatch: pytest.MonkeyPatch, operation: str, values: list[object]
) -> None:
    """FR-044: as the runtime would send it if it did not look."""
    monkeypatch.setattr(f"{PACKAGE}.runtime.json_bytes.check_value", lambda *_: None)
    assert StreamKeepsItsSchema.__name__ in _failures(_app(answering, operation, values), operation)


def test_a_frame_without_an_end_is_found(answering: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-044: two lines in one are no JSON."""
    monkeypatch.setattr(f"{PACKAGE}.runtime.sequences._line", lambda raw: raw)
    assert StreamKeepsItsSchema.__name__ in _failures(_app(answering, "lines", GOOD["lines"]), "lines")
