"""FR-031, FR-032: every request has a name, a time, and one line in the log."""

import logging
import re
from typing import Any

import httpx
import pytest

from generated.contract import DOCUMENT

CONTRACT: Any = DOCUMENT
TIMING = CONTRACT["components"]["headers"]["ServerTiming"]["schema"]["pattern"]


@pytest.mark.parametrize("given", ["a", "0199f3c1-a2b4", "x" * 128, "!~"])
async def test_a_usable_name_is_taken(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get("/health/live", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "é"])
async def test_another_is_not(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get("/nowhere", headers=[(b"X-Request-ID", given.encode())])
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


async def test_without_one_each_request_gets_its_own(client: httpx.AsyncClient) -> None:
    names = {(await client.get("/health/live")).headers["x-request-id"] for _ in range(5)}
    assert len(names) == 5


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/health/live", 200), ("GET", "/x", 404), ("PUT", "/health/live", 405), ("GET", "/api/x/tasks", 403)],
)
async def test_every_response_is_timed(client: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert re.search(TIMING, answer.headers["server-timing"])


async def test_the_share_of_the_database_is_counted(client: httpx.AsyncClient, user: str) -> None:
    timing = (await client.get(f"/api/{user}/tasks")).headers["server-timing"]
    total, database = map(float, re.findall(r"dur=([0-9.]+)", timing))
    assert 0 < database <= total


async def test_one_line_is_logged(client: httpx.AsyncClient, user: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tasks_api")
    await client.post(
        f"/api/{user}/tasks?private=query", json={"title": "private body"}, headers={"X-Request-ID": "named"}
    )
    lines = [record for record in caplog.records if record.name == "tasks_api.request"]
    assert len(lines) == 1
    event: Any = lines[0].msg
    assert event["method"] == "POST"
    assert event["route"] == "/api/{user_id}/tasks"
    assert event["status"] == 201
    assert event["request_id"] == "named"
    assert 0 < event["database_ms"] <= event["duration_ms"]
    assert "private" not in caplog.text
    assert user not in caplog.text
