"""The connection to PostgreSQL: a pool, and sessions of one transaction each. Nobody else commits."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from .database_url import driver_url
from .timing import database_time

PING_SECONDS = 2
STATEMENT_TIMEOUT_MS = 5_000
_CONNECT_SECONDS = 5

# What asyncpg raises, before SQLAlchemy can wrap it or within what it wraps, when the fault is the connection's.
_CONNECTION_FAULTS = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.QueryCanceledError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InterfaceError,
)


class DatabaseUnavailable(Exception):
    """PostgreSQL can't be reached, or gave up on the transaction. Trying again may help."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """How many connections: `size` are kept, `overflow` more are opened at need, seconds to wait and to live."""

    size: int = 5
    overflow: int = 10
    wait_seconds: float = 3.0
    recycle_seconds: float = 280.0


class Database:
    """A pool of connections to one PostgreSQL, opened as they are needed."""

    def __init__(self, url: str, limits: PoolLimits | None = None) -> None:
        """Raises DatabaseUrlError for a URL that asyncpg can't be told."""
        limits = limits or PoolLimits()
        target = driver_url(url)
        self._engine: AsyncEngine = create_async_engine(
            target.url,
            pool_size=limits.size,
            max_overflow=limits.overflow,
            pool_timeout=limits.wait_seconds,
            pool_recycle=limits.recycle_seconds,
            pool_use_lifo=True,
            connect_args={
                **target.connect_args,
                "timeout": _CONNECT_SECONDS,
                "server_settings": {"timezone": "UTC", "statement_timeout": str(STATEMENT_TIMEOUT_MS)},
            },
        )
        _time_statements(self._engine)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end, rolled back on any exception.

        No connection is taken before the first statement. Raises DatabaseUnavailable.
        """
        with unavailable():
            async with AsyncSession(self._engine, expire_on_commit=False) as session:
                yield session
                with _timed():
                    await session.commit()

    async def ping(self) -> None:
        """Ask the database for an answer. Raises DatabaseUnavailable after 2 seconds at most."""
        with unavailable():
            async with asyncio.timeout(PING_SECONDS), self._engine.connect() as connection:
                await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Close the pool."""
        await self._engine.dispose()


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn every way in which the connection can fail into DatabaseUnavailable."""
    try:
        yield
    except (PoolTimeout, *_CONNECTION_FAULTS) as error:
        raise DatabaseUnavailable from error
    except DBAPIError as error:
        if _is_connection_fault(error):
            raise DatabaseUnavailable from error
        raise


def _is_connection_fault(error: DBAPIError) -> bool:
    """SQLAlchemy wraps the driver's error; the original is its cause."""
    cause = error.orig.__cause__ if error.orig is not None else None
    return (
        error.connection_invalidated
        or isinstance(error, OperationalError | InterfaceError)
        or isinstance(cause, _CONNECTION_FAULTS)
    )


@contextmanager
def _timed() -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    finally:
        watch = database_time.get()
        if watch is not None:
            watch.add(time.perf_counter() - started)


def _time_statements(engine: AsyncEngine) -> None:
    """Count the time of each statement into `database_time`."""

    def before(connection: Any, *_: object) -> None:
        connection.info["statement_started"] = time.perf_counter()

    def after(connection: Any, *_: object) -> None:
        watch = database_time.get()
        started = connection.info.pop("statement_started", None)
        if watch is not None and started is not None:
            watch.add(time.perf_counter() - started)

    event.listen(engine.sync_engine, "before_cursor_execute", before)
    event.listen(engine.sync_engine, "after_cursor_execute", after)
