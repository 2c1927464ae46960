"""FR-050 to FR-052: PostgreSQL itself keeps the rows of users apart, whatever statement it is asked."""

import asyncio
import os
import subprocess

import asyncpg
import pytest

from impl import migrations
from impl.database.connection import TablesMissing, UnguardedRole
from impl.database.database import Database
from impl.database.errors import DatabaseUnavailable
from impl.database.pool import PoolLimits
from impl.migrations.privileges import declared_tables
from impl.postgres import APPLICATION_USER
from impl.storage.tasks import TaskStore
from tests.conftest import ROOT
from tests.impl.storage.sql import execute, fetch_value
from tests.isolation.operations import TASK
from tests.support import citus
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


@pytest.fixture
async def secret(database: Database, user: str) -> str:
    """A user who has a task."""
    async with database.session(user) as session:
        await TaskStore(session, user).create_task(TASK)
    return user


async def rows(database: Database, owner: str | None) -> list[tuple[str, str, int]]:
    """All tasks that a transaction of the owner's sees."""
    async with database.session(owner) as session:
        return [tuple(row) for row in await execute(session, "SELECT user_id, title, version FROM tasks")]


@pytest.mark.parametrize(
    "statement", ["INSERT INTO task_counters VALUES ('somebody', 1)", "UPDATE tasks SET user_id = 'x'"]
)
async def test_nothing_is_written_for_another(database: Database, secret: str, statement: str) -> None:
    """FR-050: neither a new row, nor one's own given away."""
    refusal = "row-level security|partition value" if citus.chosen() else "row-level security"
    with pytest.raises(asyncpg.PostgresError, match=refusal):
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
    """FR-050, FR-350: as it is declared. A table that is added, and its migration, are held to it too."""
    guarded = """
        SELECT relname, polname, relrowsecurity AND relforcerowsecurity AS forced, polpermissive, polcmd, polroles,
               pg_get_expr(polqual, polrelid) AS seen, pg_get_expr(polwithcheck, polrelid) AS taken
        FROM pg_class LEFT JOIN pg_policy ON polrelid = pg_class.oid
        WHERE relkind = 'r' AND relnamespace = CAST('public' AS regnamespace) AND relname <> 'alembic_version'
        ORDER BY relname COLLATE "C"
    """
    own = "(user_id = current_setting('tasks.user_id'::text, true))"
    async with database.session() as session:
        found = [tuple(row) for row in await execute(session, guarded)]
    expected = [(table.name, table.policy, True, True, b"*", [0], own, own) for table in declared_tables()]
    assert found == expected, "a migration does not guard its table: end its upgrade with row_security()"


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
    """FR-052: while the policies are off, for a superuser say, a guarded database is not there."""
    database = Database(owner_url, PATIENT)
    with pytest.raises(UnguardedRole, match="ENABLE ROW LEVEL SECURITY"):
        await database.ping()
    with pytest.raises(DatabaseUnavailable):
        await rows(database, "ada")
    await database.close()


async def test_the_server_does_not_start_above_the_policies(owner_url: str, unguarded: Database) -> None:
    """FR-052: outside of development; with a sentence that says what to do."""
    environment = {**os.environ, "DATABASE_URL": owner_url, **SECRETS, "TASKS_PORT": "0"}
    command = [str(ROOT / ".venv" / "bin" / "tasks-api"), "serve"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: ASYNC221
    assert done.returncode == 1
    assert "does not hold the role" in done.stderr
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
        with pytest.raises(TablesMissing, match=f"GRANT DELETE ON tasks TO {APPLICATION_USER}"):
            asyncio.run(ping(urls.server))
        migrations.downgrade(urls.owner, "base")
        with pytest.raises(TablesMissing, match="tasks-api migrate"):
            asyncio.run(ping(urls.server))
        environment = {**os.environ, "DATABASE_URL": urls.server, **SECRETS, "TASKS_PORT": "0"}
        command = [str(ROOT / ".venv" / "bin" / "tasks-api"), "serve"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"tasks-api: The role {APPLICATION_USER} finds no table " in done.stderr
