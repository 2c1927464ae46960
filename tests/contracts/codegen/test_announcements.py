"""FR-160: a deprecated operation says so in every response, by headers that its contract declares."""

import importlib
from collections.abc import AsyncIterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from contracts.codegen.refusals.refuse import refusals
from contracts.document.load import load
from generated.routers import health, tasks
from tests.contracts.codegen.documents import document, written
from tests.contracts.codegen.generating import generated, shared_folder
from tests.contracts.codegen.providing import providing

Json = Any
SUNSET = "Wed, 30 Jun 2027 00:00:00 GMT"
ANNOUNCED = {
    "deprecation": "@1798675200",  # date -u -d 2026-12-31 +%s
    "sunset": SUNSET,
    "link": '<https://api.example/going>; rel="deprecation", <https://api.example/going>; rel="sunset"',
}
HEADERS: Json = {
    "Deprecation": {"required": True, "schema": {"type": "string", "pattern": "^@[0-9]+$"}},
    "sunset": {"schema": {"$ref": "#/components/schemas/Going/properties/on"}},
    "Link": {"schema": {"type": "string"}},
    "X-Own": {"required": True, "schema": {"type": "integer"}},
}
GONE: Json = {
    "operationId": "get_old",
    "tags": ["things"],
    "deprecated": True,
    "x-deprecated-since": "2026-12-31",
    "x-sunset": "2027-06-30",
    "x-deprecation-docs": "https://api.example/going",
    "parameters": [{"name": "n", "in": "query", "schema": {"type": "integer"}}],
    "responses": {
        "200": {"description": "Still here.", "headers": HEADERS},
        "422": {"description": "No.", "headers": {k: v for k, v in HEADERS.items() if k != "X-Own"}},
    },
}
STAYS: Json = {"operationId": "get_new", "tags": ["things"], "responses": {"200": {"description": "Here."}}}
GOING = {"Going": {"type": "object", "properties": {"on": {"type": "string", "pattern": "GMT$"}}}}


def _contract(old: Json) -> Json:
    return document({"/old": {"get": old}, "/new": {"get": STAYS}}, schemas=GOING)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = shared_folder(tmp_path_factory, "announced")
    generated(folder, "announced_api", written(folder, _contract(GONE)))
    return "announced_api"


@pytest.fixture
async def client(package: str) -> AsyncIterator[httpx.AsyncClient]:
    router: Any = importlib.import_module(f"{package}.routers.things")
    runtime: Any = importlib.import_module(f"{package}.runtime")

    class Things(router.ThingsApi):  # type: ignore[misc]
        async def get_old(self, *, n: int | None = None) -> object:
            return router.GetOld200(x_own=n or 0)

        async def get_new(self) -> object:
            return router.GetNew200()

    async def rejected(request: Request, _: Exception) -> Response:
        answer: Response = runtime.encode(request, runtime.seal(runtime.operation_of(request), 422, None, {}))
        return answer

    app = FastAPI()
    app.add_exception_handler(runtime.InvalidRequest, rejected)
    app.include_router(router.things_router(providing(Things), {}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://announced.test") as client:
        yield client


@pytest.mark.parametrize(("url", "status"), [("/old?n=5", 200), ("/old?n=x", 422)])
async def test_every_response_announces(client: httpx.AsyncClient, url: str, status: int) -> None:
    """FR-160: the answer of the service, and that to an error; beside the headers that the service gives."""
    response = await client.get(url)
    assert response.status_code == status
    assert {name: response.headers[name] for name in ANNOUNCED} == ANNOUNCED
    assert response.headers.get("x-own") == ("5" if status == 200 else None)


async def test_other_operations_announce_nothing(client: httpx.AsyncClient) -> None:
    """FR-160: neither the operation beside it, nor any of ours, carries anything for it."""
    response = await client.get("/new")
    assert response.status_code == 200
    assert not ANNOUNCED.keys() & response.headers.keys()
    assert {operation.announced for operation in (*tasks.OPERATIONS, *health.OPERATIONS)} == {()}


def test_service_gives_none_of_them(package: str) -> None:
    """FR-160: they are no arguments of the sealed response."""
    router: Any = importlib.import_module(f"{package}.routers.things")
    assert [header.name for header in router.GetOld200.headers] == ["X-Own"]


def _without(*path: str, **more: Json) -> Json:
    """The operation without what is at the path, and with more."""
    changed = deepcopy({**GONE, **more})
    place = changed
    for step in path[:-1]:
        place = place[step]
    if path:
        del place[path[-1]]
    return changed


def _declared(header: str, schema: Json) -> Json:
    changed = deepcopy(GONE)
    changed["responses"]["200"]["headers"][header] = {"schema": schema}
    return changed


REFUSED = {
    "not declared": (_without("responses", "200", "headers", "sunset"), "/responses/200/headers", "Sunset"),
    "no headers at all": (_without("responses", "422", "headers"), "/responses/422/headers", "Deprecation"),
    "another form": (_declared("Deprecation", {"const": "true"}), "/responses/200/headers/Deprecation", "Deprecation"),
    "a Link of its own": (_declared("Link", {"pattern": "next"}), "/responses/200/headers/Link", "Link"),
    "not deprecated": (_without("deprecated"), "/x-deprecated-since", "x-deprecated-since"),
    "no day": (_without(**{"x-sunset": "2027-02-30"}), "/x-sunset", "x-sunset"),
    "a moment": (_without(**{"x-deprecated-since": "20261231"}), "/x-deprecated-since", "x-deprecated-since"),
    "gone before it is deprecated": (_without(**{"x-sunset": "2026-12-30"}), "/x-sunset", "x-sunset"),
    "no URL": (_without(**{"x-deprecation-docs": "/going"}), "/x-deprecation-docs", "x-deprecation-docs"),
}


@pytest.mark.parametrize(("old", "at", "keyword"), REFUSED.values(), ids=REFUSED)
def test_refused(tmp_path: Path, old: Json, at: str, keyword: str) -> None:
    """FR-160: what would not be sent, or not be declared, is refused by its pointer."""
    first, *_ = refusals(load(written(tmp_path, _contract(old))))
    assert (first.pointer, first.keyword) == (f"/paths/~1old/get{at}", keyword)


def test_dates_are_not_asked_for(tmp_path: Path) -> None:
    """FR-042: a document of somebody else may deprecate without a date; nothing is announced then."""
    old = {**STAYS, "operationId": "get_old", "deprecated": True}
    assert refusals(load(written(tmp_path, _contract(old)))) == []
