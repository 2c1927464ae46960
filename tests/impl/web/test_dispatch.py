"""The direct way to an operation, without FastAPI's routing."""

import httpx
import pytest
from starlette.types import Message

from contracts.runtime import ContractRouter
from tests.support.application import application, token

PATHS = [
    "/health/live",
    "/api/shortway/tasks",
    "/api/shortway/tasks/1",
    "/api/somebody/tasks",
    "/api/shortway/tasks?limit=0",
]


async def _refuse(*_: object) -> None:
    raise AssertionError("FastAPI's routes were asked")


async def _statuses(database_url: str, paths: list[str], method: str = "GET") -> list[int]:
    async with application(database_url) as app:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = {"Authorization": f"Bearer {token('shortway')}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://tasks.test", headers=headers) as client:
            return [(await client.request(method, path)).status_code for path in paths]


@pytest.fixture
def without_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make FastAPI's way to the contract's router fail."""
    monkeypatch.setattr(ContractRouter, "handle", _refuse)


@pytest.mark.usefixtures("without_routes")
async def test_operations_and_their_refusals_need_no_route(database_url: str) -> None:
    """FR-037: an operation and all of its refusals take the direct way."""
    assert await _statuses(database_url, PATHS) == [200, 200, 404, 403, 422]


@pytest.mark.usefixtures("without_routes")
async def test_what_is_no_operation_takes_the_long_way(database_url: str) -> None:
    """FR-027: a method that a path does not have is answered by the routes, which fail here."""
    assert await _statuses(database_url, ["/api/shortway/tasks"], "PUT") == [500]


async def test_both_ways_answer(database_url: str) -> None:
    """FR-027: without the failure, it is refused as the contract says."""
    assert await _statuses(database_url, ["/api/shortway/tasks"], "PUT") == [405]
    assert await _statuses(database_url, ["/api/shortway/nothing", "/elsewhere"]) == [404, 404]


async def test_who_goes_before_all_of_a_body_is_there(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """FR-077: a client that disconnects during its body is not a defect."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"authorization", f"Bearer {token('shortway')}".encode()), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/api/shortway/tasks",
        "raw_path": b"/api/shortway/tasks",
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "state": {},
    }
    async with application(database_url) as app:
        await app(scope, receive, send)
    assert sent == []
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR", "CRITICAL")]
