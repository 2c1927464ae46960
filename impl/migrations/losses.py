"""Tells which data a downgrade would delete."""

import asyncio

import asyncpg
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError

from impl.database.connection import HAS_CITUS
from impl.database.errors import FAULTS, DatabaseUnavailable, connect
from impl.database.url import parse_database_url
from impl.migrations.current import DISTRIBUTED
from impl.migrations.errors import MigrationFailed
from impl.migrations.privileges import declared_tables
from impl.migrations.run import configured

# Row level security holds the owner of the tables too, who sees no row. That is taken back with the transaction.
# Each is a message of its own, because Citus sends what it passes on to its workers with the whole message.
_UNHELD = (
    "SET LOCAL lock_timeout = 1000",
    "SET LOCAL statement_timeout = 2000",
    "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
)
# Tasks are counted, and the answers to repeated requests are kept for a day.
_NOT_ASKED = frozenset({"tasks", "idempotency_keys"})
_EXACTLY = "SELECT count(*), count(DISTINCT user_id) FROM tasks"
_ABOUT = "SELECT pg_stat_get_live_tuples('tasks'::regclass), pg_stat_get_live_tuples('task_counters'::regclass)"
_ABOUT_SHARDS = """
SELECT (SELECT sum(result::bigint)::bigint FROM run_command_on_shards('tasks', $1)),
       (SELECT sum(result::bigint)::bigint FROM run_command_on_shards('task_counters', $1))
"""
_OF_SHARD = "SELECT pg_stat_get_live_tuples('%s'::regclass)"
# A count of a table that is in use, or that is huge, would keep its users waiting.
_KEPT_WAITING = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError)


def loss(url: str, revision: str) -> str | None:
    """Return a sentence on the data that a downgrade to `revision` would delete, or None if there is none. Blocks.

    The `loses` of each migration says what its downgrade deletes; one without it is assumed to delete something.
    Raises DatabaseUnavailable, MigrationFailed.
    """
    try:
        return asyncio.run(_loss(url, revision))
    except (CommandError, RevisionError) as error:
        raise MigrationFailed(str(error)) from error


async def _loss(url: str, revision: str) -> str | None:
    connection = await connect(**parse_database_url(url).arguments(), statement_cache_size=0)
    try:
        dropped = _dropped(url, await connection.fetchval("SELECT version_num FROM alembic_version"), revision)
        if not dropped:
            return None
        tasks, users, about = await _count(connection)
        others = [f"rows in {table}" for table in _made_by_users() if await _has_rows(connection, table)]
    except asyncpg.UndefinedTableError:
        return None  # nothing of ours is there
    except FAULTS as error:
        raise DatabaseUnavailable from error
    finally:
        await connection.close()
    if not tasks and not about and not others:
        return None
    counted = f"{about}{tasks:,} task{'' if tasks == 1 else 's'} of {about}{users:,} user{'' if users == 1 else 's'}"
    there = " and ".join([*([counted] if tasks or about else []), *others])
    return f"Going down to {revision} drops {' and '.join(dropped)}, for good: there are {there}."


def _dropped(url: str, current: str | None, revision: str) -> list[str]:
    scripts = ScriptDirectory.from_config(configured(url))
    passed = scripts.iterate_revisions(current, revision, select_for_downgrade=True) if current else ()
    said = (getattr(script.module, "loses", f"what revision {script.revision} has added") for script in passed)
    return [what for what in said if what is not None]


async def _count(connection: asyncpg.Connection) -> tuple[int, int, str]:
    """Return the numbers of tasks and of their users, and a word if they are estimates."""
    transaction = connection.transaction()
    await transaction.start()
    try:
        await _unhold(connection, "tasks")
        return (*await connection.fetchrow(_EXACTLY), "")
    except _KEPT_WAITING:
        pass
    finally:
        await transaction.rollback()
    if await connection.fetchval(HAS_CITUS) and await connection.fetchval(DISTRIBUTED, "tasks"):
        return (*await connection.fetchrow(_ABOUT_SHARDS, _OF_SHARD), "about ")
    return (*await connection.fetchrow(_ABOUT), "about ")


async def _unhold(connection: asyncpg.Connection, table: str) -> None:
    for statement in _UNHELD:
        await connection.execute(statement.format(table=table))


def _made_by_users() -> list[str]:
    """Return the other tables whose rows users create and delete, without tables that are derived from them."""
    return [one.name for one in declared_tables() if "DELETE" in one.privileges and one.name not in _NOT_ASKED]


async def _has_rows(connection: asyncpg.Connection, table: str) -> bool:
    """Return whether a table has rows, or can't be read now because it is locked."""
    if await connection.fetchval("SELECT to_regclass($1)", table) is None:
        return False
    transaction = connection.transaction()
    await transaction.start()
    try:
        await _unhold(connection, table)
        return await connection.fetchval(f"SELECT EXISTS (SELECT FROM {table})") is True  # noqa: S608 - a table of ours
    except _KEPT_WAITING:
        return True
    finally:
        await transaction.rollback()
