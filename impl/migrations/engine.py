"""Connections of SQLAlchemy's, for those who change the tables."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

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


@asynccontextmanager
async def transaction(url: str) -> AsyncIterator[AsyncConnection]:
    """One transaction on a connection of its own, and one at a time: of several who begin, the others wait.

    Raises DatabaseUnavailable, MigrationFailed.
    """
    async with _engine(url) as engine, _one_at_a_time(engine), engine.begin() as connection:
        yield connection


@asynccontextmanager
async def migrating(url: str, lock_timeout_ms: int) -> AsyncIterator[AsyncConnection]:
    """A connection whose user begins and commits, one user at a time.

    A statement of a transaction waits so long for a lock: whoever wants a table after it has to wait behind it.
    Outside of one there is no limit, for what builds an index concurrently waits for others and nobody for it.
    Raises TablesInUse, DatabaseUnavailable, MigrationFailed.
    """
    async with _engine(url) as engine, _one_at_a_time(engine), engine.connect() as connection:

        @event.listens_for(connection.sync_connection, "begin")
        def limit(begun: Connection) -> None:
            begun.exec_driver_sql(f"SET LOCAL lock_timeout = {lock_timeout_ms}")

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
    """Hold the lock of those who change the tables, on a connection that does nothing else.

    It is a transaction's, not a session's, so that a pooler in between changes nothing. PostgreSQL builds an index
    concurrently only when no snapshot is left that is older: so nobody waits for the lock within a statement, and who
    has it ends with one that needs no snapshot, for that of the last is kept.
    """
    while True:
        async with engine.begin() as connection:
            if await connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({_LOCK})")):
                await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield
                return
        await asyncio.sleep(_LOCK_PAUSE_SECONDS)
