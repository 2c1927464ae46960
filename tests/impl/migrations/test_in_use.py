"""FR-133: a migration that needs a locked table does not block others, and tries again."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest
from structlog.testing import capture_logs

from impl import migrations
from impl.migrations import run
from tests.support.databases import empty_database
from tests.support.processes import wait_for

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'tasks'::regclass"
INVALID = "SELECT count(*) FROM pg_index WHERE NOT indisvalid"


PATIENCE = 60
"""Seconds, for a test that would never end where this does not hold."""


@pytest.fixture
def url() -> Iterator[str]:
    with empty_database() as url:
        migrations.upgrade(url, "0001")
        yield url


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Make migrations wait only briefly for a lock, and retry at once."""
    monkeypatch.setattr(run, "LOCK_TIMEOUT_MS", 50)
    monkeypatch.setattr(run, "PAUSE_SECONDS", 0)
    return monkeypatch


@pytest.fixture
async def reader(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Hold a transaction that has read the tasks."""
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute("SELECT FROM tasks")
        yield connection
    await connection.close()


async def test_others_go_on_while_it_waits(url: str, reader: asyncpg.Connection, impatient: pytest.MonkeyPatch) -> None:
    """Later statements wait only as long as the migration does; here they have no time limit."""
    impatient.setattr(run, "ATTEMPTS", 1_000_000)
    migrating = asyncio.create_task(asyncio.to_thread(migrations.upgrade, url, "0002"))
    other = await asyncpg.connect(url)
    await asyncio.to_thread(wait_for, lambda: _waits(url))
    async with asyncio.timeout(PATIENCE):
        await other.execute("SELECT FROM tasks")
    await other.close()
    assert not migrating.done()
    await reader.execute("COMMIT")
    await migrating
    await reader.execute("BEGIN")


def _waits(url: str) -> bool:
    """Return whether a transaction waits for a lock on the tasks."""

    async def ask() -> bool:
        connection = await asyncpg.connect(url)
        waiting = await connection.fetchval(WAITING)
        await connection.close()
        return bool(waiting)

    return asyncio.run(ask())


async def test_it_gives_up_with_a_sentence(url: str, reader: asyncpg.Connection, impatient: pytest.MonkeyPatch) -> None:
    """Nothing is half done, and the same migration works when the table is free."""
    impatient.setattr(run, "ATTEMPTS", 2)
    failed = pytest.raises(migrations.MigrationFailed, match="did not let go of a table in 2 attempts")
    with capture_logs() as logged, failed:
        await asyncio.to_thread(migrations.upgrade, url, "0002")
    assert [(line["event"], line["attempt"]) for line in logged] == [("a table is in use", 1), ("a table is in use", 2)]
    assert await reader.fetchval("SELECT count(*) FROM pg_policies WHERE tablename = 'tasks'") == 0
    await reader.execute("COMMIT")
    await asyncio.to_thread(migrations.upgrade, url)
    await asyncio.to_thread(migrations.check, url)
    await reader.execute("BEGIN")


async def test_an_index_that_was_left_half_built_is_built_anew(url: str) -> None:
    """As after a crash: PostgreSQL keeps an invalid index, and does not use it."""
    connection = await asyncpg.connect(url)
    writer = await asyncpg.connect(url)
    await asyncio.to_thread(migrations.upgrade, url, "0002")
    transaction = writer.transaction()
    await transaction.start()
    await writer.execute("LOCK TABLE tasks IN ROW EXCLUSIVE MODE")
    await connection.execute("SET statement_timeout = 100")
    with pytest.raises(asyncpg.QueryCanceledError):
        await connection.execute("CREATE INDEX CONCURRENTLY tasks_pending_idx ON tasks (id)")
    await transaction.rollback()
    assert await connection.fetchval(INVALID) == 1
    await asyncio.to_thread(migrations.upgrade, url)
    assert await connection.fetchval(INVALID) == 0
    await asyncio.to_thread(migrations.check, url)
    await connection.close()
    await writer.close()
