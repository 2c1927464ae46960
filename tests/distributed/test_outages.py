"""FR-537: a worker that is away is the trouble of its own users."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest

from impl.postgres import APPLICATION_USER
from tests.api.operations import CALLS, Call, name_of
from tests.api.user import User
from tests.distributed.cluster import connected, node_of
from tests.isolation.operations import make_everything
from tests.support import citus
from tests.support.application import application, token
from tests.support.clients import checked_client

citus.needed()

_CONNECTIONS = (
    f"SELECT pid FROM pg_stat_activity WHERE usename = '{APPLICATION_USER}' AND datname = current_database() "
    "AND application_name NOT LIKE 'citus_internal%'"
)
_MOVE = "UPDATE pg_dist_node SET nodeport = $1 WHERE nodename || ':' || nodeport = $2"


@asynccontextmanager
async def away(superuser: asyncpg.Connection, node: str) -> AsyncIterator[None]:
    """A worker whom the coordinator looks for at a port where nobody listens."""
    name, _, port = node.rpartition(":")
    assert await superuser.execute(_MOVE, 1, node) == "UPDATE 1"
    try:
        yield
    finally:
        assert await superuser.execute(_MOVE, int(port), f"{name}:1") == "UPDATE 1"


@pytest.mark.parametrize("call", CALLS, ids=name_of)
async def test_a_worker_that_is_away(coordinator: str, database_url: str, call: Call) -> None:
    """FR-537: its users get a 503, the others their answer; afterwards all are served, and nothing is lost.

    The server's connections to the coordinator have served all along.
    """
    async with application(database_url) as app, connected(coordinator) as superuser:

        def make(user_id: str) -> User:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            return User(checked_client(transport, token=token(user_id)), user_id)

        users: dict[str, User] = {}
        while len(users) < 2:
            user = make(f"user|{uuid.uuid4().hex}")
            users.setdefault(await node_of(superuser, "tasks", user.id), user)
        (node, theirs), (_, other) = sorted(users.items())
        for user in (theirs, other):
            await make_everything(user)
        before, connections = await theirs.listed(), await superuser.fetch(_CONNECTIONS)
        assert connections
        async with away(superuser, node):
            refused = await call.send(theirs.http, theirs)
            assert refused.status_code == 503, refused.text
            assert "retry-after" in refused.headers
            assert (await call.send(other.http, other)).status_code < 300
            assert (await make("nobody").http.get("/health/ready")).status_code == 200
        assert await theirs.listed() == before
        assert (await call.send(theirs.http, theirs)).status_code < 300
        assert set(connections) <= set(await superuser.fetch(_CONNECTIONS))
