"""The connection to PostgreSQL: a pool, and sessions of one transaction each. Nobody else commits."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from .database_faults import DatabaseUnavailable, connect, unavailable
from .database_owner import OwnerConnection, OwnerSession, connect_guarded, session_info
from .database_url import driver_url
from .timing import database_time

__all__ = ["Database", "DatabaseUnavailable", "PoolLimits"]

PING_SECONDS = 2
STATEMENT_TIMEOUT_MS = 5_000
LOCK_TIMEOUT_MS = 3_000
_CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """How many connections: `size` are kept, `overflow` more are opened at need, seconds to wait and to live."""

    size: int = 5
    overflow: int = 10
    wait_seconds: float = 3.0
    recycle_seconds: float = 280.0


class Database:
    """A pool of connections to one PostgreSQL, opened as they are needed."""

    def __init__(self, url: str, limits: PoolLimits | None = None, *, guarded: bool = True) -> None:
        """Unless it is not `guarded`, no role is taken that stands above row level security.

        Raises DatabaseUrlError for a URL that asyncpg can't be told.
        """
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
                "async_creator_fn": connect_guarded if guarded else connect,
                "connection_class": OwnerConnection,
                "timeout": _CONNECT_SECONDS,
                "server_settings": {
                    "timezone": "UTC",
                    "statement_timeout": str(STATEMENT_TIMEOUT_MS),
                    "lock_timeout": str(LOCK_TIMEOUT_MS),
                },
            },
        )
        # Shares the pool. A statement that needs no owner needs no transaction, whose ends are a round trip each.
        self._alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        _time_statements(self._engine)
        _drop_what_was_closed(self._engine)

    @asynccontextmanager
    async def session(self, owner: str | None = None) -> AsyncIterator[AsyncSession]:
        """One transaction: committed at the end, rolled back on any exception.

        PostgreSQL's policies let it see and write the rows of `owner`, and none at all without one. No connection is
        taken before the first statement. Raises DatabaseUnavailable.
        """
        with unavailable():
            async with AsyncSession(
                self._engine, sync_session_class=OwnerSession, info=session_info(owner), expire_on_commit=False
            ) as session:
                yield session
                with _timed():
                    await session.commit()

    async def ping(self) -> None:
        """Ask the database for an answer. Raises DatabaseUnavailable after 2 seconds at most."""
        try:
            with unavailable():
                async with asyncio.timeout(PING_SECONDS), self._alone.connect() as connection:
                    await connection.execute(text("SELECT 1"))
        except TimeoutError as error:
            raise DatabaseUnavailable from error

    async def close(self) -> None:
        """Close the pool."""
        await self._engine.dispose()


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
    """Count the time of each statement into `database_time`, BEGIN included, and of those that fail too."""

    def before(connection: Any, *_: object) -> None:
        connection.info["statement_started"] = time.perf_counter()

    def after(connection: Any, *_: object) -> None:
        watch = database_time.get()
        started = connection.info.pop("statement_started", None)
        if watch is not None and started is not None:
            watch.add(time.perf_counter() - started)

    def failed(context: ExceptionContext) -> None:
        if context.connection is not None and not context.connection.invalidated:
            after(context.connection)

    event.listen(engine.sync_engine, "before_cursor_execute", before)
    event.listen(engine.sync_engine, "after_cursor_execute", after)
    event.listen(engine.sync_engine, "handle_error", failed)


def _drop_what_was_closed(engine: AsyncEngine) -> None:
    """Give out no connection that the server has closed meanwhile, by a restart say. asyncpg knows without asking."""

    def check(connection: Any, *_: object) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError

    event.listen(engine.sync_engine, "checkout", check)
