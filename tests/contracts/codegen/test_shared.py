"""FR-300: what the contract shares between operations is generated once, under a name of its own."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from tests.contracts.codegen.documents import Json, document, written
from tests.contracts.codegen.generating import codegen, positional, type_errors
from tests.contracts.codegen.providing import providing

_TEXT = {"application/json": {"schema": {"type": "string", "maxLength": 5}}}


def _response(name: str) -> Json:
    return {"$ref": f"#/components/responses/{name}"}


def _parameter(name: str) -> Json:
    return {"$ref": f"#/components/parameters/{name}"}


def _get(path: str, responses: Json, parameters: Json = (), **more: Json) -> dict[str, Json]:
    return {path: {"get": {"tags": ["things"], "responses": responses, "parameters": list(parameters), **more}}}


DOCUMENT = document(
    {
        **_get(
            "/one",
            {"200": {"description": "Done."}, "404": _response("not-found"), "409": _response("Conflict")},
            [_parameter("Limit"), _parameter("Note")],
        ),
        **_get(
            "/two",
            {
                "200": _response("Two200"),
                "404": _response("Chained"),
                "409": {"$ref": "#/paths/~1one/get/responses/200"},
                "default": _response("Error"),
            },
            [_parameter("Chained"), {"name": "limit", "in": "header", "schema": {"type": "integer"}}],
        ),
        **_get("/three", {"200": _response("Header"), "400": _response("Error"), "4XX": _response("Error")}),
        **_get(
            "/four",
            {"200": _response("Aged")},
            deprecated=True,
            **{"x-deprecated-since": "2026-01-01"},
        ),
        **_get("/folded", {"200": {"description": "Done."}, "404": _response("notFound"), "409": _response("GET")}),
        **_get("/five", {"200": _response("Aged"), "404": _response("thing"), "500": _response("UnusedTwice")}),
        "/six/{id}": {
            "parameters": [_parameter("Id"), _parameter("Limit")],
            "get": {
                "operationId": "get",
                "tags": ["things", "others"],
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 2}}],
                "responses": {"200": _response("Two200")},
            },
            "delete": {"tags": ["others"], "responses": {"404": _response("not-found")}},
        },
    },
    schemas={"thing": {"type": "object"}, "NotFoundBody": {"type": "string"}},
)
DOCUMENT["components"] |= {
    "responses": {
        "not-found": {"description": 'Nothing \\ """ there.', "content": _TEXT},
        "notFound": {"description": "Nothing.", "content": _TEXT},
        "Conflict": {"description": "Both.", "headers": {"X-Why": {"required": True, "schema": {"type": "string"}}}},
        "Two200": {"description": "Named like the class of an operation."},
        "Chained": _response("not-found"),
        "Error": {"description": "Any.", "content": {"application/problem+json": {"schema": {"type": "object"}}}},
        "Header": {"description": "Named like an import."},
        "Aged": {"description": "Old.", "headers": {"Deprecation": {"schema": {"type": "string"}}}},
        "GET": {"description": "Named like a constant."},
        "thing": {"description": "Named like a model.", "content": {"application/json": {"schema": {}}}},
        "UnusedTwice": {"$ref": "#/paths/~1one/get/responses/200"},
        "Unused": {"description": "Nobody's."},
    },
    "parameters": {
        "Limit": {
            "name": "limit",
            "in": "query",
            "description": "The most.",
            "schema": {"type": "integer", "maximum": 9, "default": 3},
        },
        "Note": {"name": "x-note", "in": "query", "required": True, "schema": {"type": "string", "default": "n"}},
        "Chained": _parameter("Limit"),
        "Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}},
        "Unused": {"name": "unused", "in": "query", "schema": {"type": "integer"}},
    },
}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("shared")
    finished = codegen("--contract", written(folder, DOCUMENT), "--out", folder / "shared_contract")
    assert finished.returncode == 0, finished.stdout + finished.stderr
    sys.path.insert(0, str(folder))
    yield folder / "shared_contract"
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def things(package: Path) -> ModuleType:
    return importlib.import_module("shared_contract.routers.things")


def _classes(module: ModuleType, operation: str) -> dict[str, str]:
    found = next(one for one in module.OPERATIONS if one.id == operation)
    return {status: f"{one.__module__.rpartition('.')[2]}.{one.__name__}" for status, one in found.responses.items()}


@pytest.mark.parametrize(
    ("operation", "classes"),
    [
        # Of a component, the class is in responses.py; a reference to what is none is the operation's own.
        ("get_one", {"200": "things.GetOne200", "404": "responses.NotFound", "409": "responses.Conflict"}),
        (
            "get_two",
            {
                # Named as an operation names its own; the last of a chain; of no component; of several statuses.
                "200": "responses.Two200",
                "404": "responses.NotFound",
                "409": "things.GetTwo409",
                "default": "responses.ErrorDefault",
            },
        ),
        ("get_three", {"200": "responses.HeaderResponse", "400": "responses.Error400", "4XX": "responses.Error4XX"}),
        # A header of it is sent without the implementation's doing.
        ("get_four", {"200": "things.GetFour200"}),
        # Two names that fold to one, and one that is a constant's: `GetResponse` is what `get` answers.
        (
            "get_folded",
            {"200": "things.GetFolded200", "404": "responses.NotFoundResponse", "409": "responses.GETResponse2"},
        ),
        ("get_five", {"200": "responses.Aged", "404": "responses.Thing", "500": "responses.UnusedTwice"}),
        ("get", {"200": "responses.Two200"}),
    ],
)
def test_classes_of_an_operation(things: ModuleType, operation: str, classes: dict[str, str]) -> None:
    assert _classes(things, operation) == classes


def test_method_is_typed_with_exactly_its_responses(things: ModuleType) -> None:
    for operation in things.OPERATIONS:
        answers = get_type_hints(getattr(things.ThingsApi, operation.id))["return"]
        assert set(get_args(answers) or (answers,)) == set(operation.responses.values())


def test_other_tags_share_the_class(package: Path, things: ModuleType) -> None:
    others = importlib.import_module("shared_contract.routers.others")
    assert others.OPERATIONS[0].responses["404"] is things.OPERATIONS[0].responses["404"]


def test_only_what_is_used_is_generated(package: Path) -> None:
    assert "class Unused(" not in (package / "responses.py").read_text(encoding="utf-8")
    names = [
        line.partition(":")[0] for line in (package / "parameters.py").read_text().splitlines() if ": Type" in line
    ]
    assert names == ["LimitQuery", "NoteQuery", "IdPath"]


def test_body_of_a_component_is_a_model_of_its_own(package: Path) -> None:
    """Its name is not that of a schema which happens to be called so."""
    models = importlib.import_module("shared_contract.models")
    responses = importlib.import_module("shared_contract.responses")
    assert responses.NotFound.body_type is models.NotFoundBody2
    assert responses.Thing.body_type is Any


@pytest.fixture
def app(things: ModuleType) -> FastAPI:
    """All the operations of a tag; each answers 200, and tells in the state what it was given."""
    made = FastAPI()

    def method(operation: Any) -> object:
        async def called(_: object, *given: object, **named: object) -> object:
            made.state.given = {**dict(zip(positional(things.ThingsApi, operation.id), given, strict=True)), **named}
            return operation.responses["200"]()

        return called

    def rejected(_: Request, error: Any) -> JSONResponse:
        return JSONResponse([violation.message for violation in error.violations], error.status)

    methods = {operation.id: method(operation) for operation in things.OPERATIONS}
    made.add_exception_handler(things.runtime.RequestRejected, rejected)
    made.include_router(things.things_router(providing(type("Things", (things.ThingsApi,), methods)), {}))
    return made


@pytest.mark.parametrize(
    ("url", "given"),
    [
        ("/one?x-note=a", {"limit": 3, "x_note": "a"}),
        ("/two?limit=9", {"limit": 9, "limit_header": 4}),
        ("/six/7", {"id": 7, "limit": None}),
        ("/one", "The parameter x-note is required."),
        ("/two?limit=10", "The parameter limit must be at most 9."),
        ("/six/7?limit=3", "The parameter limit must be at most 2."),
        ("/six/0", "The parameter id must be at least 1."),
    ],
)
async def test_parameters_mean_what_they_mean_at_each_operation(app: FastAPI, url: str, given: Json) -> None:
    """One that is shared, one through a chain, and one that an operation has in the place of its path's."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shared.test") as client:
        response = await client.get(url, headers={"limit": "4"})
    if isinstance(given, str):
        assert (response.status_code, response.json()) == (422, [given])
    else:
        assert (response.status_code, app.state.given) == (200, given)


def test_types(package: Path) -> None:
    assert type_errors(package.parent, "shared_contract") == []
