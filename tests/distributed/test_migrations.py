"""FR-538, FR-539: migrations of distributed tables, and tables that were not distributed."""

import asyncio
import uuid
from collections.abc import Iterator

import asyncpg
import httpx
import pytest

from impl import migrations
from impl.database.database import Database
from impl.postgres import APPLICATION_USER
from impl.storage.tasks import TaskStore
from impl.storage.values import TagCount
from tests.api.operations import CALLS
from tests.api.user import User
from tests.distributed.cluster import connected
from tests.isolation.operations import TASK, answer_of, make_everything, rows_of
from tests.support import citus
from tests.support.application import application, token
from tests.support.clients import checked_client
from tests.support.databases import PATIENT, TABLES, migrate, on_citus, server_url

citus.needed()

_DISTRIBUTED = "SELECT logicalrelid::text AS name FROM pg_dist_partition WHERE partmethod = 'h' ORDER BY 1"
_TABLES = (
    "SELECT count(*)::int AS number FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'"
)
_ON_WORKERS = f"SELECT success, result FROM run_command_on_workers($${_TABLES}$$)"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")


@pytest.fixture
def empty(coordinator: str) -> Iterator[str]:
    """The database without tables; its URL as the owner."""
    with on_citus(coordinator) as url:
        yield url


def ask(url: str, sql: str) -> list[asyncpg.Record]:
    """Return the rows of a query."""

    async def run() -> list[asyncpg.Record]:
        async with connected(url) as connection:
            rows: list[asyncpg.Record] = await connection.fetch(sql)
            return rows

    return asyncio.run(run())


def distributed(url: str) -> list[str]:
    """The names of the tables that are distributed."""
    return [row["name"] for row in ask(url, _DISTRIBUTED)]


def test_up_down_and_up(empty: str) -> None:
    """FR-538: down to nothing, also on the workers, and the tables are distributed again afterwards."""
    for _ in range(2):
        migrate(empty)
        assert distributed(empty) == [*TABLES]
        migrate(empty)
        migrations.check(empty)
        migrations.downgrade(empty, "base")
        assert ask(empty, _TABLES)[0]["number"] == 0
        assert {tuple(row) for row in ask(empty, _ON_WORKERS)} == {(True, "0")}


@pytest.mark.parametrize("revision", REVISIONS[1:-1])
def test_rows_survive_a_downgrade_and_an_upgrade(empty: str, revision: str) -> None:
    """FR-538: to each revision and back, all rows and counts of distributed tables stay, or are counted again."""
    urls = migrate(empty)
    users = [f"user|{uuid.uuid4().hex}" for _ in range(10)]

    async def make() -> None:
        database = Database(urls.server, PATIENT)
        for name in users:
            async with database.session(name) as session:
                await TaskStore(session, name).create_task(TASK)
        await database.close()

    async def check() -> None:
        database = Database(urls.server, PATIENT)
        for name in users:
            async with database.session(name) as session:
                store = TaskStore(session, name)
                await store.create_task(TASK)
                assert (await store.get_task(1)).title == TASK["title"]
                assert await store.list_tags(None, 10) == [TagCount("home", 2)]
        await database.close()

    asyncio.run(make())
    migrations.downgrade(urls.owner, revision)
    migrate(urls.owner)
    assert distributed(urls.owner) == [*TABLES]
    asyncio.run(check())


def test_rows_are_distributed_with_their_tables(empty: str) -> None:
    """FR-538: what the tables of one server contain, when its database gets the extension, is not lost."""
    migrations.upgrade(empty)
    migrations.grant(empty, APPLICATION_USER)
    users = [f"user|{uuid.uuid4().hex}" for _ in range(10)]

    async def make_all() -> list[dict[str, list[str]]]:
        async with application(server_url(empty)) as app:
            for name in users:
                transport = httpx.ASGITransport(app, raise_app_exceptions=False)
                await make_everything(User(checked_client(transport, token=token(name)), name))
        return [await rows_of(empty, name) for name in users]

    async def rows() -> list[dict[str, list[str]]]:
        return [await rows_of(empty, name) for name in users]

    before = asyncio.run(make_all())
    assert all(before[0].values())
    migrate(empty)
    assert distributed(empty) == [*TABLES]
    assert asyncio.run(rows()) == before


def test_tables_that_are_not_distributed(empty: str) -> None:
    """FR-539: a database that has the extension serves every operation from tables of the coordinator, too."""
    migrations.upgrade(empty)
    migrations.grant(empty, APPLICATION_USER)
    assert distributed(empty) == []
    assert ask(empty, _TABLES)[0]["number"] == len(TABLES)

    async def use() -> None:
        async with application(server_url(empty)) as app:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            for call in CALLS:
                ada, bob = (
                    User(checked_client(transport, token=token(name)), name)
                    for name in (f"{who}|{uuid.uuid4().hex}" for who in ("ada", "bob"))
                )
                await make_everything(ada)
                assert await bob.listed() == []
                assert (await answer_of(ada, call))[0] < 300, call

    asyncio.run(use())
