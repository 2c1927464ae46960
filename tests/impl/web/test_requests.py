"""FR-032: every request has an id, a duration, and one line in the log."""

import logging
from typing import Any

import httpx
import pytest


async def test_one_line_is_logged(client: httpx.AsyncClient, user: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tasks_api")
    headers = {"X-Request-ID": "named"}
    await client.post(f"/api/{user}/tasks", json={"title": "private body"}, headers=headers)
    await client.get(f"/api/{user}/tasks?search=private", headers=headers)
    lines = [record for record in caplog.records if record.name == "tasks_api.request"]
    assert len(lines) == 2
    event: Any = lines[0].msg
    assert event["method"] == "POST"
    assert event["route"] == "/api/{user_id}/tasks"
    assert event["status"] == 201
    assert event["request_id"] == "named"
    assert 0 < event["database_ms"] <= event["duration_ms"]
    assert "private" not in caplog.text
    assert user not in caplog.text
