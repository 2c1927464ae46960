"""FR-050 to FR-053: PostgreSQL itself keeps the rows of users apart, whatever statement it is asked."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import asyncpg
import pytest
from sqlalchemy import ColumnElement

from impl import migrations
from impl.database.connection import TablesMissing, UnguardedRole
from impl.database.database import Database
from impl.database.errors import DatabaseUnavailable
from impl.database.pool import PoolLimits
from impl.postgres import APPLICATION_USER
from impl.storage import idempotency, task_statements
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from tests.conftest import ROOT
from tests.impl.storage.conftest import statements
from tests.impl.storage.sql import execute, fetch_value
from tests.isolation.operations import REACHES, TASK
from tests.support.application import SECRETS
from tests.support.databases import PATIENT, migrated_database

ODD_USERS = [
    "auth0|abc",
    "it's",
    '"quoted"',
    "\\'; DROP TABLE tasks; --",
    "a\\\\b",
    "日本",
    "x" * 128,
    "$1",
    "%s",
    "E''",
]


class _Anybody:
    """The column `user_id`, in a WHERE that has lost its owner."""

    def __init__(self, column: ColumnElement[str]) -> None:
        self._column = column

    def __eq__(self, other: object) -> ColumnElement[bool]:  # type: ignore[override]
        return self._column.is_not(None)

    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> object:
        return getattr(self._column, name)


class _Columns:
    """The columns of a table, of which `user_id` compares with nobody."""

    def __init__(self, columns: object) -> None:
        self._columns = columns

    def __getattr__(self, name: str) -> object:
        column = getattr(self._columns, name)
        return _Anybody(column) if name == "user_id" else column


@contextmanager
def without_owner(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every statement that is built meanwhile has lost its owner; none is kept."""
    built = [
        one for one in (*vars(task_statements).values(), *vars(idempotency).values()) if hasattr(one, "cache_clear")
    ]
    with monkeypatch.context() as patch:
        patch.setattr(task_statements, "_T", _Columns(task_statements._T))
        patch.setattr(task_statements, "_C", _Columns(task_statements._C))
        patch.setattr(idempotency, "_K", _Columns(idempotency._K))
        for statement in built:
            statement.cache_clear()
        yield
    for statement in built:
        statement.cache_clear()


@pytest.fixture
async def secret(database: Database, user: str) -> str:
    """A user who has a task and a key."""
    async with database.session(user) as session:
        await TaskStore(session, user).create_task(TASK)
        keys = IdempotencyStore(session, user)
        await keys.claim("k", "body")
        await keys.keep("k", {"id": 1})
    return user


async def rows(database: Database, owner: str | None) -> list[tuple[str, str, int]]:
    """All tasks that a transaction of the owner's sees."""
    async with database.session(owner) as session:
        return [tuple(row) for row in await execute(session, "SELECT user_id, title, version FROM tasks")]


@pytest.mark.parametrize("name", REACHES)
async def test_policies_alone(
    database: Database, secret: str, user: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """FR-050: with the owner taken out of every WHERE, nobody reaches what is another's."""
    with without_owner(monkeypatch):
        async with database.session(f"not {user}") as session:
            intruder = f"not {user}"
            assert not await REACHES[name](TaskStore(session, intruder), IdempotencyStore(session, intruder))
    assert await rows(database, secret) == [(secret, "secret", 1)]


async def test_the_owner_is_taken_out(database: Database, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the test before relies on: for the true owner's transaction, the store of another now finds the task."""
    with without_owner(monkeypatch):
        async with database.session(secret) as session:
            assert (await TaskStore(session, "another").get_task(1)).user_id == secret


@pytest.fixture
async def unguarded(owner_url: str, database: Database) -> AsyncIterator[Database]:
    """The database as its owner, while its policies are off."""
    owner = Database(owner_url, PATIENT, guarded=False)
    tables = ("tasks", "task_counters", "tag_counts", "idempotency_keys")
    async with owner.session() as session:
        for table in tables:
            await execute(session, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    yield owner
    async with owner.session() as session:
        for table in tables:
            await execute(session, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    await owner.close()


@pytest.mark.parametrize("name", REACHES)
async def test_queries_alone(secret: str, unguarded: Database, name: str) -> None:
    """FR-050: with the policies off, the queries still reach only what is their owner's."""
    intruder = f"not {secret}"
    async with unguarded.session(intruder) as session:
        assert not await REACHES[name](TaskStore(session, intruder), IdempotencyStore(session, intruder))
    async with unguarded.session(secret) as session:
        task = await TaskStore(session, secret).get_task(1)
    assert (task.title, task.version) == ("secret", 1)


@pytest.mark.parametrize(
    "statement", ["INSERT INTO task_counters VALUES ('somebody', 1)", "UPDATE tasks SET user_id = 'x'"]
)
async def test_nothing_is_written_for_another(database: Database, secret: str, statement: str) -> None:
    """FR-050: neither a new row, nor one's own given away."""
    with pytest.raises(asyncpg.PostgresError, match="row-level security"):
        async with database.session(secret) as session:
            await execute(session, statement)


async def test_nobody_sees_nothing(database: Database, secret: str) -> None:
    """FR-051: a transaction without an owner has no rows."""
    assert await rows(database, None) == []


@pytest.mark.parametrize("owner", ODD_USERS)
async def test_odd_owners(database: Database, owner: str) -> None:
    """FR-051: a user id is a value, whatever is in it."""
    async with database.session(owner) as session:
        assert await fetch_value(session, "SELECT current_setting('tasks.user_id')") == owner


async def test_an_owner_ends_with_their_transaction(database_url: str, secret: str) -> None:
    """FR-051: connections are shared, owners are not: one after the other, at once, and after a rollback."""
    database = Database(database_url, PoolLimits(size=2, overflow=0, wait_seconds=60, request_seconds=60))
    owners = [secret, "somebody", None] * 20

    async def seen(owner: str | None) -> list[str]:
        await asyncio.sleep(0)
        return [user_id for user_id, _, _ in await rows(database, owner)]

    for owner, found in zip(owners, await asyncio.gather(*map(seen, owners)), strict=True):
        assert found == ([secret] if owner == secret else [])
    with pytest.raises(ZeroDivisionError):
        async with database.session(secret) as session:
            await execute(session, "SELECT 1")
            raise ZeroDivisionError
    assert await rows(database, None) == []
    await database.close()


async def test_every_table_with_an_owner_is_guarded(database: Database) -> None:
    """FR-050: also one that is added later."""
    guarded = """
        SELECT relname, relrowsecurity AND relforcerowsecurity AND
               EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid) AS guarded
        FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'user_id'
        WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace)
    """
    async with database.session() as session:
        found = {row["relname"]: row["guarded"] for row in await execute(session, guarded)}
    assert found == {"tasks": True, "task_counters": True, "tag_counts": True, "idempotency_keys": True}


async def test_the_role_of_the_server_is_no_more_than_it_must_be(database: Database) -> None:
    """FR-052: it owns no table, and can neither bypass policies nor change tables."""
    async with database.session() as session:
        (role,) = await execute(session, "SELECT * FROM pg_roles WHERE rolname = current_user")
        owned = await fetch_value(session, "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
    rights = [role[name] for name in ("rolsuper", "rolbypassrls", "rolcreaterole", "rolcreatedb")]
    assert (rights, owned) == ([False] * 4, 0)
    for statement in (
        "ALTER TABLE tasks DISABLE ROW LEVEL SECURITY",
        "TRUNCATE tasks",
        "DROP POLICY tasks_own ON tasks",
    ):
        with pytest.raises(asyncpg.PostgresError, match=r"must be owner|permission denied"):
            async with database.session() as session:
                await execute(session, statement)


async def test_a_role_above_the_policies_is_not_used(owner_url: str, unguarded: Database) -> None:
    """FR-053: while the policies are off, for a superuser say, a guarded database is not there."""
    database = Database(owner_url, PATIENT)
    with pytest.raises(UnguardedRole, match="CREATE ROLE"):
        await database.ping()
    with pytest.raises(DatabaseUnavailable):
        await rows(database, "ada")
    await database.close()


async def test_the_server_does_not_start_above_the_policies(owner_url: str, unguarded: Database) -> None:
    """FR-053: outside of development; with a sentence that says what to do."""
    environment = {**os.environ, "DATABASE_URL": owner_url, **SECRETS, "TASKS_PORT": "0"}
    command = [str(ROOT / ".venv" / "bin" / "tasks-api"), "serve"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: ASYNC221
    assert done.returncode == 1
    assert "tasks-api: The role of DATABASE_URL is not held to row level security" in done.stderr
    assert "Traceback" not in done.stderr


def _revoke(owner: str) -> None:
    async def revoke() -> None:
        connection = await asyncpg.connect(owner)
        await connection.execute(f"REVOKE ALL ON tasks FROM {APPLICATION_USER}")
        await connection.close()

    asyncio.run(revoke())


def test_the_server_does_not_start_without_its_tables() -> None:
    """FR-110: nor is a database there that has lost them, or whose role may not read them."""

    async def ping(url: str) -> None:
        database = Database(url, PATIENT)
        try:
            await database.ping()
        finally:
            await database.close()

    with migrated_database() as urls:
        asyncio.run(ping(urls.server))
        _revoke(urls.owner)
        with pytest.raises(TablesMissing, match="let it: tasks-api migrate"):
            asyncio.run(ping(urls.server))
        migrations.downgrade(urls.owner, "base")
        with pytest.raises(TablesMissing, match="tasks-api migrate"):
            asyncio.run(ping(urls.server))
        environment = {**os.environ, "DATABASE_URL": urls.server, **SECRETS, "TASKS_PORT": "0"}
        command = [str(ROOT / ".venv" / "bin" / "tasks-api"), "serve"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "tasks-api: The role of DATABASE_URL can't read the tables of this server." in done.stderr


@pytest.mark.parametrize("name", ["get_task", "update_task", "complete_task", "delete_task"])
async def test_foreign_and_absent_are_looked_for_alike(database: Database, user: str, name: str) -> None:
    """FR-022: by the same statements, so that no time tells one from the other."""
    intruder, statement_texts = f"not {user}", []
    for _ in ("absent", "foreign"):
        async with database.session(intruder) as session:
            with statements() as asked:
                assert not await REACHES[name](TaskStore(session, intruder), IdempotencyStore(session, intruder))
        statement_texts.append(asked)
        async with database.session(user) as session:
            await TaskStore(session, user).create_task(TASK)
    assert statement_texts[0] == statement_texts[1]
    assert statement_texts[0]
