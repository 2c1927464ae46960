"""FR-425: a parameter may be an object, in each style that OpenAPI has for one."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from contracts.codegen.refusals.refuse import inspect
from contracts.document.load import load
from tests.contracts.codegen.documents import document, operation, query, written
from tests.contracts.codegen.generating import shared_folder
from tests.contracts.codegen.verdicts.places import Wire
from tests.contracts.codegen.verdicts.server import GeneratedServer, generate
from tests.contracts.codegen.verdicts.values import plain, same

Json = Any
FLAT: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n"],
    "properties": {"n": {"type": "integer"}, "s": {"type": "string"}},
}
PAGE: Json = {
    "allOf": [
        {
            "type": "object",
            "properties": {"page": {"type": "integer"}, "sort": {"type": "array", "items": {"type": "string"}}},
        },
        {"type": "object", "properties": {"since": {"type": "string", "format": "date"}}},
    ]
}
OTHER = {"name": "other", "in": "query", "schema": {"type": "string"}}


def _one(schema: Json, place: str = "query", **more: Json) -> Json:
    given = {"name": "o", "in": place, "schema": schema, **more}
    return {"post": operation(parameters=[given, OTHER] if place == "query" else [given])}


PATHS: Json = {
    "/form": _one({"$ref": "#/components/schemas/Page"}),
    "/required": _one({"$ref": "#/components/schemas/Page"}, required=True),
    "/required-deep": _one({"$ref": "#/components/schemas/Page"}, required=True, style="deepObject"),
    "/required-member": _one(FLAT, required=True),
    "/comma": _one(FLAT, explode=False),
    "/pipe": _one(FLAT, explode=False, style="pipeDelimited"),
    "/space": _one(FLAT, explode=False, style="spaceDelimited"),
    "/deep": _one({"$ref": "#/components/schemas/Page"}, style="deepObject", explode=True),
    "/deep-closed": _one(FLAT, style="deepObject"),
    "/map": _one({"type": "object", "additionalProperties": {"type": "integer"}}),
    "/header": _one(FLAT, "header"),
    "/header-pairs": _one(FLAT, "header", explode=True),
    "/cookie": _one({"$ref": "#/components/schemas/Page"}, "cookie"),
    "/null": _one({**FLAT, "type": ["object", "null"]}),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeneratedServer]:
    folder = shared_folder(tmp_path_factory, "object_parameters")
    generate(folder, {"object_parameters": document(PATHS, schemas={"Page": PAGE})})
    with GeneratedServer(folder, "object_parameters") as running:
        yield running


ACCEPTED: list[tuple[str, Mapping[str, str], Json]] = [
    ("/form", {}, None),
    ("/form?other=x&unknown=1", {}, None),
    ("/form?page=1&sort=a&sort=b%2Cc", {}, {"page": 1, "sort": ["a", "b,c"]}),
    ("/form?since=2026-03-01", {}, {"since": "2026-03-01"}),
    ("/required?page=0", {}, {"page": 0}),
    ("/required", {}, {}),  # an object without members is written as nothing (RFC 6570, section 3.2.8)
    ("/required?other=x", {}, {}),
    ("/required-member?n=1", {}, {"n": 1}),
    ("/comma?o=n,1,s,a%2Cb", {}, {"n": 1, "s": "a,b"}),
    ("/comma?o=n%2C1", {}, {"n": 1}),
    ("/pipe?o=n%7C1%7Cs%7Cx", {}, {"n": 1, "s": "x"}),
    ("/space?o=n%201", {}, {"n": 1}),
    ("/deep?o[page]=3&o%5Bsort%5D=a&o[sort]=b", {}, {"page": 3, "sort": ["a", "b"]}),
    ("/deep?page=3", {}, None),
    ("/deep-closed?o[n]=1", {}, {"n": 1}),
    ("/map?a=1&b=2&other=x", {}, {"a": 1, "b": 2}),
    ("/header", {"o": "n,1,s,x y"}, {"n": 1, "s": "x y"}),
    ("/header-pairs", {"o": "n=1, s=x=y"}, {"n": 1, "s": "x=y"}),
    ("/cookie", {"Cookie": "page=1; sort=a; sort=b"}, {"page": 1, "sort": ["a", "b"]}),
    ("/null?n=1", {}, {"n": 1}),
]
REJECTED: list[tuple[str, Mapping[str, str]]] = [
    ("/form?page=x", {}),
    ("/form?page=1&page=2", {}),
    ("/form?since=x", {}),
    ("/form?page=%FF", {}),
    ("/required-deep", {}),
    ("/required-member", {}),
    ("/comma?o=n,1,s", {}),
    ("/comma?o=n,x", {}),
    ("/comma?o=n,1,n,2", {}),
    ("/comma?o=n,1,z,1", {}),
    ("/comma?o=n,1&o=n,2", {}),
    ("/comma?o=", {}),
    ("/comma?o=%FF,1", {}),
    ("/pipe?o=s%7Cx", {}),
    ("/deep?o[page]=x", {}),
    ("/deep?o[page]=1&o[page]=2", {}),
    ("/deep-closed?o[n]=1&o[z]=1", {}),
    ("/deep-closed?o[n][m]=1", {}),
    ("/map?a=x", {}),
    ("/header", {"o": "n"}),
    ("/header-pairs", {"o": "n"}),
    ("/cookie", {"Cookie": "page=x"}),
]


def _wire(path: str, headers: Mapping[str, str]) -> Wire:
    return Wire(path, tuple((name, value.encode()) for name, value in headers.items()))


@pytest.mark.parametrize(("path", "headers", "value"), ACCEPTED, ids=str)
def test_object_is_read(server: GeneratedServer, path: str, headers: Mapping[str, str], value: Json) -> None:
    outcome = server.send("things", _wire(path, headers))
    assert outcome.status == 200
    assert outcome.reached is not None
    assert same(plain(outcome.reached["o"]), value)


@pytest.mark.parametrize(("path", "headers"), REJECTED, ids=str)
def test_object_is_rejected(server: GeneratedServer, path: str, headers: Mapping[str, str]) -> None:
    outcome = server.send("things", _wire(path, headers))
    assert (outcome.status, outcome.reached) == (422, None)


NESTED = {"type": "object", "properties": {"a": {"type": "integer"}, "deep": FLAT}}


def test_member_that_nobody_can_write_is_noted(tmp_path: Path) -> None:
    """An object within an object, or an array where a style has no way to write it; refused where it is required."""
    lists = {"type": "object", "properties": {"l": {"type": "array", "items": {"type": "string"}}}}
    paths = {
        "/a": {"get": query(NESTED)},
        "/b": {"get": query(lists, explode=False)},
        "/c": {"get": query({**NESTED, "required": ["deep"]})},
    }
    found = inspect(load(written(tmp_path, document(paths))))
    member = "get/parameters/0/schema/properties"
    assert [(one.pointer, one.keyword) for one in found.notes] == [
        (f"/paths/~1a/{member}/deep", "object"),
        (f"/paths/~1b/{member}/l", "object"),
    ]
    assert [(one.pointer, one.keyword) for one in found.refusals] == [(f"/paths/~1c/{member}/deep", "object")]


REFUSED: dict[str, tuple[Json, str]] = {
    "a style of objects for another value": (query({"type": "string"}, style="deepObject"), "deepObject"),
    "an object or not": (query({"type": ["object", "string"]}), "object"),
    "an array of objects": (query({"type": "array", "items": FLAT}), "object"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(tmp_path: Path, name: str) -> None:
    get, keyword = REFUSED[name]
    found = inspect(load(written(tmp_path, document({"/x": {"get": get}}))))
    assert [one.keyword for one in found.refusals] == [keyword]


def test_object_in_a_path_is_refused(tmp_path: Path) -> None:
    given = {"name": "o", "in": "path", "required": True, "schema": FLAT}
    found = inspect(load(written(tmp_path, document({"/x/{o}": {"get": operation(parameters=[given])}}))))
    assert [one.reason for one in found.refusals] == ["an object in the path is not read; name its members there"]
