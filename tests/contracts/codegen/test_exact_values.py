"""FR-425: numbers and texts are handed over with all the digits that were sent."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contracts.codegen.documents import document, operation, query, taking
from tests.contracts.codegen.generating import shared_folder, type_errors
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.values import plain

Json = Any
BIG = 2**53 + 1
NUMBER: Json = {"type": "number"}
TEXT: Json = {"type": "string"}
FORM = "application/x-www-form-urlencoded"
NULLS: Json = {
    "type": "object",
    "required": ["a"],
    "properties": {
        "a": {"type": ["number", "null"], "minimum": 0},
        "b": {"type": ["number", "null"], "default": None},
        "c": {"type": "array", "items": {"type": ["number", "null"], "maximum": 10**30}},
        "d": {"type": ["number", "string", "null"]},
    },
}
HOLDER: Json = {
    "type": "object",
    "properties": {
        "bounded": {"type": "number", "exclusiveMinimum": -(10**30)},
        "null": {"type": ["number", "null"]},
        "list": {"type": "array", "items": NUMBER},
        "map": {"type": "object", "additionalProperties": NUMBER},
        "types": {"type": ["number", "string"]},
        "union": {"anyOf": [NUMBER, TEXT]},
        "component": {"$ref": "#/components/schemas/Price"},
        "JsonNumber": NUMBER,
        "double": {"type": "number", "format": "double"},
    },
}
MONEY: Json = {"anyOf": [NUMBER, {"type": "string", "pattern": r"^-?\d*\.?\d*$"}]}
PATHS: Json = {
    "/holder": {"post": taking(HOLDER)},
    "/nulls": {"post": taking(NULLS)},
    "/list": {"post": taking({"type": "array", "items": NUMBER})},
    "/number": {"post": query(NUMBER)},
    "/numbers": {"post": query({"type": "array", "items": NUMBER})},
    "/money": {"post": query(MONEY)},
    "/integer": {"post": query({"type": ["integer", "string", "boolean"]})},
    "/anything": {"post": query({})},
    "/things": {"post": query({"type": "array"})},
    "/deep": {"post": query({"type": "object"}, style="deepObject")},
    "/header": {"post": operation(parameters=[{"name": "q", "in": "header", "schema": {}}])},
    "/form": {"post": taking({"type": "object", "properties": {"any": {}, "money": MONEY}}, FORM)},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shared_folder(tmp_path_factory, "exact_values")
    generate(folder, {"exact_values": document(PATHS, schemas={"Price": {**NUMBER, "minimum": 0}})})
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[GeneratedServer]:
    with GeneratedServer(folder, "exact_values") as running:
        yield running


def _given(server: GeneratedServer, wire: Wire, argument: str) -> Json:
    outcome = server.send("things", wire)
    assert (outcome.status, outcome.keywords) == (200, ())
    assert outcome.reached is not None
    return plain(outcome.reached[argument])


def _json(path: str, body: str) -> Wire:
    return Wire(path, (("content-type", b"application/json"),), body.encode())


@pytest.mark.parametrize("member", ["bounded", "null", "types", "union", "component", "JsonNumber"])
@pytest.mark.parametrize("number", [BIG, -BIG, 10**25 + 1])
def test_integers_beyond_doubles_keep_their_digits(server: GeneratedServer, member: str, number: int) -> None:
    if (member, number) == ("component", -BIG):
        number = 2 * BIG
    assert _given(server, _json("/holder", f'{{"{member}": {number}}}'), "body") == {member: number}


def test_so_do_those_in_lists_and_maps(server: GeneratedServer) -> None:
    assert _given(server, _json("/holder", f'{{"list": [{BIG}, 1.5], "map": {{"a": {-BIG}}}}}'), "body") == {
        "list": [BIG, 1.5],
        "map": {"a": -BIG},
    }
    assert _given(server, _json("/list", f"[{BIG}, 1, 1.5]"), "body") == [BIG, 1, 1.5]
    assert _given(server, Wire(f"/number?q={BIG}"), "q") == BIG
    assert _given(server, Wire(f"/numbers?q={BIG}&q=2"), "q") == [BIG, 2]


@pytest.mark.parametrize("value", [None, BIG, 1.5])
def test_so_do_those_that_may_be_null(server: GeneratedServer, value: Json) -> None:
    body = json.dumps({"a": value, "b": value, "c": [value], "d": value})
    assert _given(server, _json("/nulls", body), "body") == {"a": value, "b": value, "c": [value], "d": value}


def test_a_double_is_a_double(server: GeneratedServer) -> None:
    """The contract says that it has no more digits."""
    assert _given(server, _json("/holder", f'{{"double": {BIG}}}'), "body") == {"double": float(BIG)}


TEXTS: list[tuple[str, str, Json]] = [
    ("/money", "1.10", "1.10"),
    ("/money", "1.1", 1.1),
    ("/money", "5", 5.0),
    ("/money", "0.1000000000000000055", "0.1000000000000000055"),
    ("/number", "1.10", 1.1),
    ("/integer", "5", 5),
    ("/integer", "5.0", "5.0"),
    ("/integer", "true", True),
    ("/anything", "1.10", "1.10"),
    ("/anything", "5", "5"),
    ("/anything", "true", "true"),
    ("/anything", "null", "null"),
]


@pytest.mark.parametrize(("path", "sent", "given"), TEXTS, ids=str)
def test_text_is_kept_where_it_may_be_one(server: GeneratedServer, path: str, sent: str, given: Json) -> None:
    """A number is one where it would be written alike, or where no string is allowed; what has no type is a text."""
    found = _given(server, Wire(f"{path}?q={sent}"), "q")
    assert (found, type(found)) == (given, type(given))


def test_members_and_items_without_a_type_are_texts(server: GeneratedServer) -> None:
    assert _given(server, Wire("/things?q=1.10&q=true"), "q") == ["1.10", "true"]
    assert _given(server, Wire("/deep?q[a]=1.10"), "q") == {"a": "1.10"}
    assert _given(server, Wire("/header", (("q", b"1.10"),)), "q") == "1.10"
    form = Wire("/form", (("content-type", FORM.encode()),), b"any=1.10&any=2&money=1.10&other=3.0")
    assert _given(server, form, "body") == {"any": ["1.10", "2"], "money": "1.10", "other": "3.0"}


def test_one_without_a_type_is_sent_once(server: GeneratedServer) -> None:
    outcome = server.send("things", Wire("/anything?q=1&q=2"))
    assert (outcome.status, outcome.keywords) == (422, ("type",))


def test_a_number_is_a_float_to_a_type_checker(folder: Path) -> None:
    (folder / "uses_numbers.py").write_text(
        "from exact_values.models import Price\nprice: Price = 1.5\nhalf: float = price / 2\n"
    )
    assert type_errors(folder, "uses_numbers.py") == []
