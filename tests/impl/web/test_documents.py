"""FR-033: the published document is the contract; the page can be switched off."""

import json
import logging
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from impl.auth import secret_verifier
from impl.database.database import Database
from impl.web.app import create_app
from tests.conftest import ROOT
from tests.impl.conftest import SECRET


async def test_the_contract_is_published_as_it_was_written(client: httpx.AsyncClient) -> None:
    answer = await client.get("/openapi.yaml")
    assert answer.content == (ROOT / "contracts" / "openapi.yaml").read_bytes()
    assert answer.headers["content-type"].startswith("application/yaml")


async def test_the_contract_is_published_as_json(client: httpx.AsyncClient) -> None:
    answer = await client.get("/openapi.json")
    assert answer.json() == json.loads((ROOT / "generated" / "contract" / "openapi.json").read_text())
    again = await client.get("/openapi.json", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_an_application_gives_the_contract_as_its_document(database: Database) -> None:
    app = create_app(database, secret_verifier(SECRET))
    assert app.openapi() == json.loads((ROOT / "generated" / "contract" / "openapi.json").read_text())


@pytest.fixture
def bare(database: Database) -> FastAPI:
    return create_app(database, secret_verifier(SECRET), docs=False)


async def test_the_page_can_be_left_out(bare: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(bare), base_url="http://tasks.test") as client:
        assert (await client.get("/docs")).status_code == 404
        assert (await client.get("/openapi.yaml")).status_code == 200


async def test_other_origins_are_allowed_by_name(client: httpx.AsyncClient, bare: FastAPI) -> None:
    headers = {"Origin": "https://app.example.com"}
    allowed = await client.get("/health/live", headers=headers)
    assert allowed.headers["access-control-allow-origin"] == "https://app.example.com"
    exposed = allowed.headers["access-control-expose-headers"]
    assert {"ETag", "Link", "Location", "Retry-After"} <= set(exposed.split(", "))
    other = await client.get("/health/live", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers
    preflight = await client.options(
        "/api/ada/tasks/1",
        headers={**headers, "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "if-match"},
    )
    assert preflight.status_code == 200
    async with httpx.AsyncClient(transport=httpx.ASGITransport(bare), base_url="http://tasks.test") as closed:
        assert "access-control-allow-origin" not in (await closed.get("/health/live", headers=headers)).headers


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi.yaml", "/docs"])
async def test_only_the_head_may_be_asked_for(
    client: httpx.AsyncClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tasks_api.request")
    answer = await client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    event: Any = caplog.records[-1].msg
    assert event["route"] == path


@pytest.mark.parametrize("accept", ["text/html", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"])
async def test_a_browser_is_led_to_the_reference(client: httpx.AsyncClient, accept: str) -> None:
    """FR-417: whoever opens the printed address sees what the server has."""
    answer = await client.get("/", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (307, "docs", "Accept, Origin")
    page = await client.get("/", headers={"Accept": accept}, follow_redirects=True)
    assert (page.status_code, page.url.path) == (200, "/docs")


async def test_others_are_not_led_anywhere(client: httpx.AsyncClient, bare: FastAPI) -> None:
    """FR-417: a client that wants data is told where it is; a server without the page has nothing there."""
    answer = await client.get("/")
    told = "The reference of the Tasks API is at /docs, its contract at /openapi.json and /openapi.yaml.\n"
    assert (answer.status_code, answer.text, answer.headers["vary"]) == (200, told, "Accept, Origin")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(bare), base_url="http://tasks.test") as closed:
        assert (await closed.get("/", headers={"Accept": "text/html"})).status_code == 404
