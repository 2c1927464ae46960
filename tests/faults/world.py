"""A real server in a process with its own database, and a proxy between the two."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import asyncpg
from sqlalchemy import make_url

from impl.postgres.databases import Databases
from tests.support.application import THIS_RELEASE, Server, serving
from tests.support.databases import migrated_database, url_with
from tests.support.relay import Relay, relay

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class World:
    """A server, the proxy to its database, and the database."""

    server: Server
    proxy: Relay
    database: Databases
    log: Path

    @property
    def url(self) -> str:
        """The URL of the server."""
        return self.server.url

    async def end_backends(self) -> int:
        """End every connection of the server on PostgreSQL's side, and return how many there were."""
        connection = await asyncpg.connect(self.database.server)
        try:
            ended: int = await connection.fetchval(_END_BACKENDS)
            return ended
        finally:
            await connection.close()


_END_BACKENDS = """
SELECT count(*) FILTER (WHERE pg_terminate_backend(pid, 60000)) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


@asynccontextmanager
async def in_thread(block: AbstractContextManager[T]) -> AsyncIterator[T]:
    """Enter and leave a blocking context manager in a thread, because it may depend on the event loop that is
    running."""
    value = await asyncio.to_thread(block.__enter__)
    try:
        yield value
    finally:
        await asyncio.to_thread(block.__exit__, None, None, None)


@asynccontextmanager
async def world(program: Sequence[str] = THIS_RELEASE, /, **settings: str) -> AsyncIterator[World]:
    """Run a server with these settings until the block ends."""
    async with in_thread(migrated_database()) as database, in_thread(TemporaryDirectory()) as folder:
        log = Path(folder) / "server.log"
        async with relay(make_url(database.server).port or 5432) as proxy:
            url = url_with(database.server, port=proxy.port)
            async with in_thread(serving(url, log, program, **settings)) as server:
                yield World(server, proxy, database, log)
