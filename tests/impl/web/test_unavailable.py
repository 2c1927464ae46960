"""FR-028, FR-030: without the database there is a 503, but only where the database is needed."""

import os
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from sqlalchemy import make_url

from impl.auth import mint_token, secret_verifier
from impl.database.database import Database
from impl.database.pool import PoolLimits
from impl.web.app import create_app
from tests.impl.conftest import SECRET
from tests.support.application import SECRETS
from tests.support.commands import COMMAND


@pytest.fixture
def closed_port() -> Iterator[int]:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]


@pytest.fixture
async def alone(closed_port: int, user: str) -> AsyncIterator[httpx.AsyncClient]:
    database = Database(f"postgresql://nobody:x@127.0.0.1:{closed_port}/none", PoolLimits(wait_seconds=0.5))
    app = create_app(database, secret_verifier(SECRET))
    headers = {"Authorization": f"Bearer {mint_token(SECRET, user, 60)}"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://tasks.test", headers=headers
    ) as client:
        yield client
    await database.close()


async def test_without_the_database_operations_are_503(alone: httpx.AsyncClient, user: str) -> None:
    task = f"/api/{user}/tasks/1"
    for method, path, body in (
        ("GET", f"/api/{user}/tasks", None),
        ("POST", f"/api/{user}/tasks", {"title": "x"}),
        ("GET", task, None),
        ("PUT", task, {"title": "x"}),
        ("PATCH", task, {"title": "x"}),
        ("PATCH", f"{task}/complete", None),
        ("DELETE", task, None),
        ("GET", "/health/ready", None),
    ):
        answer = await alone.request(method, path, json=body)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5"), path
        assert answer.json()["type"] == "urn:tasks-api:problem:unavailable"
    assert (await alone.get("/health/live")).status_code == 200


async def test_a_refused_request_does_not_ask_for_the_database(alone: httpx.AsyncClient, user: str) -> None:
    """FR-021: these are answered without a database."""
    assert (await alone.get("/api/x/tasks")).status_code == 403
    assert (await alone.get(f"/api/{user}/tasks?limit=0")).status_code == 422
    assert (await alone.post(f"/api/{user}/tasks", content=b"{")).status_code == 415
    assert (await alone.get(f"/api/{user}/tasks", headers={"Authorization": "x"})).status_code == 401


def test_the_server_does_not_start_with_a_database_that_does_not_prove_itself(database_url: str) -> None:
    """FR-101: with a sentence that says what to do, and without the password."""
    environment = {**os.environ, "DATABASE_URL": f"{database_url}?sslmode=verify-full", **SECRETS}
    command = [str(COMMAND), "serve", "--port", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "tasks-api: The database's server does not speak TLS" in done.stderr
    assert str(make_url(database_url).password) not in done.stderr
