"""SQLAlchemy connections for migrations and grants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from impl.database.connection import HAS_CITUS
from impl.database.errors import DatabaseUnavailable, connect, is_passing
from impl.database.url import parse_database_url
from impl.migrations.errors import MigrationFailed, TablesInUse

# Any number, the same in every process: "tasks" in ASCII.
_LOCK = 0x7461736B73
_LOCK_PAUSE_SECONDS = 0.1
# A pooler may be in between: what a connection has prepared is then another's at the next transaction.
_NOTHING_KEPT = {
    "statement_cache_size": 0,
    "prepared_statement_cache_size": 0,
    "prepared_statement_name_func": lambda: "",
}

_ON_CITUS = (
    "SET LOCAL citus.multi_shard_modify_mode = 'sequential'",
    "SET LOCAL citus.enable_unsafe_triggers = on",
)


@asynccontextmanager
async def transaction(url: str) -> AsyncIterator[AsyncConnection]:
    """Open one transaction on its own connection. Concurrent callers, also in other processes, wait for each other.

    Raises DatabaseUnavailable, MigrationFailed.
    """
    async with _engine(url) as engine, _one_at_a_time(engine), engine.begin() as connection:
        yield connection


@asynccontextmanager
async def migrating(url: str, lock_timeout_ms: int) -> AsyncIterator[AsyncConnection]:
    """Open a connection on which the caller begins and commits transactions. Concurrent callers wait for each other.

    Statements in a transaction have a lock timeout, because later requests for the table queue behind them. Outside of
    a transaction there is none: building an index concurrently waits for others, but nobody waits for it.
    On Citus a transaction has one connection to each worker, since functions and tables may change in one, and makes
    triggers, all of which Citus calls unsafe: each of ours writes to the shards of its own user.
    Raises TablesInUse, DatabaseUnavailable, MigrationFailed.
    """
    async with _engine(url) as engine, _one_at_a_time(engine), engine.connect() as connection:
        settings = [f"SET LOCAL lock_timeout = {lock_timeout_ms}"]
        if await connection.scalar(text(HAS_CITUS)):
            settings += _ON_CITUS
        await connection.rollback()

        @event.listens_for(connection.sync_connection, "begin")
        def limit(begun: Connection) -> None:
            for setting in settings:
                begun.exec_driver_sql(setting)

        yield connection


@asynccontextmanager
async def _engine(url: str) -> AsyncIterator[AsyncEngine]:
    arguments = {**parse_database_url(url).arguments(), **_NOTHING_KEPT, "async_creator_fn": connect}
    engine = create_async_engine("postgresql+asyncpg://", connect_args=arguments, poolclass=NullPool)
    try:
        yield engine
    except DBAPIError as error:
        # SQLAlchemy wraps its adapter's error, whose cause is asyncpg's.
        cause = error.orig.__cause__ if error.orig is not None else None
        if isinstance(cause, asyncpg.LockNotAvailableError):
            raise TablesInUse from error
        if isinstance(cause, asyncpg.InsufficientPrivilegeError):
            raise MigrationFailed(
                f"PostgreSQL does not let the role do it: {cause}. Tables are made and changed by the role that owns "
                "them: give it to TASKS_MIGRATION_URL."
            ) from error
        if error.connection_invalidated or (cause is not None and is_passing(cause)):
            raise DatabaseUnavailable from error
        raise
    except (ConnectionError, TimeoutError) as error:  # which SQLAlchemy does not wrap
        raise DatabaseUnavailable from error
    finally:
        await engine.dispose()


@asynccontextmanager
async def _one_at_a_time(engine: AsyncEngine) -> AsyncIterator[None]:
    """Hold the advisory lock of migrations, on a connection that does nothing else.

    The lock belongs to a transaction and not to a session, so it works behind a pooler. CREATE INDEX CONCURRENTLY waits
    for all older snapshots. So waiting for the lock happens outside of statements, and the holder's last statement
    needs no snapshot, because a transaction keeps its last one.
    """
    while True:
        async with engine.begin() as connection:
            if await connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({_LOCK})")):
                await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield
                return
        await asyncio.sleep(_LOCK_PAUSE_SECONDS)
