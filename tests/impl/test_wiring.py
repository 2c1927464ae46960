"""FR-313: what a request depends on at the real database."""

from typing import Any

import asyncpg
import httpx
import pytest

from impl.database.session import OwnerSession


async def test_write_that_had_to_give_way_is_done_once(
    client: httpx.AsyncClient, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-313: a COMMIT that fails is done again with all that is before it, and the client notices nothing."""
    original, commits = OwnerSession._execute, iter((True, True, False))

    async def execute(self: OwnerSession, connection: asyncpg.Connection, text: str) -> str:
        if text == "COMMIT" and next(commits):
            self._fault = asyncpg.SerializationError("made up")
            raise self._fault
        return await original(self, connection, text)

    monkeypatch.setattr(OwnerSession, "_execute", execute)
    answer = await client.post(f"/api/{user}/tasks", json={"title": "Once"})
    assert (answer.status_code, answer.json()["id"]) == (201, 1)
    monkeypatch.undo()
    tasks: list[Any] = (await client.get(f"/api/{user}/tasks")).json()
    assert [task["title"] for task in tasks] == ["Once"]


async def test_write_that_never_gets_through_is_refused(
    client: httpx.AsyncClient, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-313: after three attempts the client is told to try again, and nothing was done."""
    original, commits = OwnerSession._execute, []

    async def execute(self: OwnerSession, connection: asyncpg.Connection, text: str) -> str:
        if text == "COMMIT":
            commits.append(text)
            self._fault = asyncpg.DeadlockDetectedError("made up")
            raise self._fault
        return await original(self, connection, text)

    monkeypatch.setattr(OwnerSession, "_execute", execute)
    answer = await client.post(f"/api/{user}/tasks", json={"title": "Never"})
    assert (answer.status_code, answer.headers["retry-after"], len(commits)) == (503, "5", 3)
    monkeypatch.undo()
    assert (await client.get(f"/api/{user}/tasks")).json() == []
