"""FR-425: a parameter may be a value or an array of such, as `anyOf` and a list of types say it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from tests.contracts.codegen.documents import document, operation, written
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.values import plain

Json = Any
WORDS: Json = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
NUMBERS: Json = {"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}
COLOUR = {"$ref": "#/components/schemas/Colour"}


def _one(schema: Json, place: str = "query", **more: Json) -> Json:
    return {"post": operation(parameters=[{"name": "q", "in": place, "schema": schema, **more}])}


PATHS: Json = {
    "/words": _one(WORDS),
    "/numbers": _one(NUMBERS),
    "/or-null": _one({"anyOf": [*NUMBERS["oneOf"], {"type": "null"}]}),
    "/types": _one({"type": ["string", "array"], "items": {"type": "integer"}}, explode=False),
    "/colours": _one({"anyOf": [COLOUR, {"type": "array", "items": COLOUR, "minItems": 2}]}),
    "/header": _one(NUMBERS, "header"),
    "/cookie": _one(NUMBERS, "cookie"),
}
ACCEPTED: list[tuple[str, Mapping[str, str], Json]] = [
    ("/words", {}, None),
    ("/words?q=a", {}, "a"),
    ("/words?q=a,b", {}, "a,b"),
    ("/words?q=a&q=b", {}, ["a", "b"]),
    ("/numbers?q=1", {}, 1),
    ("/numbers?q=1&q=2", {}, [1, 2]),
    ("/or-null?q=1", {}, 1),
    ("/or-null?q=1&q=2", {}, [1, 2]),
    ("/types?q=1,2", {}, [1, 2]),
    ("/types?q=a,b", {}, "a,b"),
    ("/types?q=1", {}, "1"),
    ("/colours?q=red", {}, "red"),
    ("/colours?q=red&q=blue", {}, ["red", "blue"]),
    ("/header", {"q": "1"}, 1),
    ("/header", {"q": "1, 2"}, [1, 2]),
    ("/cookie", {"Cookie": "q=1"}, 1),
    ("/cookie", {"Cookie": "q=1; q=2"}, [1, 2]),
]
REJECTED: list[tuple[str, Mapping[str, str]]] = [
    ("/words?q=%FF", {}),
    ("/numbers?q=x", {}),
    ("/numbers?q=1&q=x", {}),
    ("/numbers?q=1,2", {}),
    ("/types?q=1&q=2", {}),
    ("/colours?q=green", {}),
    ("/header", {"q": "x"}),
    ("/cookie", {"Cookie": "q=x"}),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "array_or_one")
    colours = {"Colour": {"type": "string", "enum": ["red", "blue"]}}
    generate(folder, {"array_or_one": document(PATHS, schemas=colours)})
    with GeneratedServer(folder, "array_or_one") as running:
        yield running


def _wire(path: str, headers: Mapping[str, str]) -> Wire:
    return Wire(path, tuple((name, value.encode()) for name, value in headers.items()))


@pytest.mark.parametrize(("path", "headers", "value"), ACCEPTED, ids=str)
def test_is_read(server: GeneratedServer, path: str, headers: Mapping[str, str], value: Json) -> None:
    outcome = server.send("things", _wire(path, headers))
    assert outcome.status == 200
    assert outcome.reached is not None
    assert plain(outcome.reached["q"]) == value


@pytest.mark.parametrize(("path", "headers"), REJECTED, ids=str)
def test_is_rejected(server: GeneratedServer, path: str, headers: Mapping[str, str]) -> None:
    outcome = server.send("things", _wire(path, headers))
    assert (outcome.status, outcome.reached) == (422, None)


def test_in_a_path_is_refused(tmp_path: Path) -> None:
    given = {"name": "q", "in": "path", "required": True, "schema": NUMBERS}
    found = inspect(load(written(tmp_path, document({"/x/{q}": {"get": operation(parameters=[given])}}))))
    assert [one.reason for one in found.refusals] == ["a parameter of the path is either an array or it is not"]
