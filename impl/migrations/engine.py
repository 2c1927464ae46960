"""A connection of SQLAlchemy's, for those who change the tables."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from impl.database_faults import DatabaseUnavailable, connect, is_passing
from impl.database_url import parse_database_url

# Any number, the same in every process: "tasks" in ASCII.
_LOCK = 0x7461736B73
# A pooler may be in between: what a connection has prepared is then another's at the next transaction.
_NOTHING_KEPT = {
    "statement_cache_size": 0,
    "prepared_statement_cache_size": 0,
    "prepared_statement_name_func": lambda: "",
}


@asynccontextmanager
async def transaction(url: str) -> AsyncIterator[AsyncConnection]:
    """One transaction on a connection of its own, and one at a time: of several who begin, the others wait.

    The lock is the transaction's, not the session's, so that a pooler in between changes nothing. Raises
    DatabaseUnavailable.
    """
    arguments = {**parse_database_url(url).arguments(), **_NOTHING_KEPT, "async_creator_fn": connect}
    engine = create_async_engine("postgresql+asyncpg://", connect_args=arguments, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection
    except DBAPIError as error:
        # SQLAlchemy wraps its adapter's error, whose cause is asyncpg's.
        cause = error.orig.__cause__ if error.orig is not None else None
        if error.connection_invalidated or (cause is not None and is_passing(cause)):
            raise DatabaseUnavailable from error
        raise
    except (ConnectionError, TimeoutError) as error:  # which SQLAlchemy does not wrap
        raise DatabaseUnavailable from error
    finally:
        await engine.dispose()
