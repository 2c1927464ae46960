"""The connection to PostgreSQL: a pool, and sessions of one transaction each. Nobody else commits."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import asyncpg
from sqlalchemy import literal_column, select

from impl.database.connection import GUARD, check_guard, connect_guarded, guarded_tables
from impl.database.errors import FAULTS, DatabaseUnavailable, TransactionConflict, connect
from impl.database.locale import check_locale
from impl.database.pool import ConnectionPool, PoolLimits
from impl.database.session import OwnerSession
from impl.database.statement import Statement
from impl.database.timeouts import PING_SECONDS, SERVER_TIMEOUTS
from impl.database.timestamps import set_timestamp_codec
from impl.database.turns import TooManyAtOnce, UserTurns
from impl.database.url import parse_database_url
from impl.database.watch import StatementWatch

__all__ = ["Database", "DatabaseUnavailable", "PoolLimits", "TooManyAtOnce", "TransactionConflict"]
_ANSWER = Statement(select(literal_column("1")))


class Database:
    """A pool of connections to one PostgreSQL, opened as they are needed."""

    def __init__(
        self,
        url: str,
        limits: PoolLimits | None = None,
        *,
        guarded: bool = True,
        pooled: bool | None = None,
        watch: StatementWatch | None = None,
        waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """Unless it is not `guarded`, no database is used that lacks the tables, and no role that stands above their
        row level security. `watch` sees what is run. Requests of a user who has all that one may have wait within
        `waiting()`.

        Whether it is `pooled`, so that a transaction gets whatever connection a pooler in between has, is told by the
        name of the host unless it is given. Raises DatabaseUrlError for a URL that asyncpg can't be told.
        """
        limits = limits or PoolLimits()
        target = parse_database_url(url)
        self._pooled = target.pooled if pooled is None else pooled
        arguments = target.arguments()
        arguments["timeout"] = min(arguments.get("timeout", limits.request_seconds), limits.request_seconds)
        if self._pooled:
            # What a connection is told or has prepared would be another's at the next transaction.
            arguments["statement_cache_size"] = 0
        else:
            arguments["max_cached_statement_lifetime"] = 0  # as long as their connection
            arguments["server_settings"] = {"timezone": "UTC", **target.startup, **SERVER_TIMEOUTS}
        opening = connect_guarded if guarded else connect

        async def open_connection() -> asyncpg.Connection:
            return await set_timestamp_codec(await opening(**arguments))

        self._guarded = guarded
        self._pool = ConnectionPool(open_connection, limits)
        self._turns = UserTurns(limits.user_share, limits.user_queue, waiting)
        self._watch = watch or StatementWatch()

    def session(self, owner: str | None = None) -> OwnerSession:
        """One transaction: committed at the end, rolled back on any exception.

        PostgreSQL's policies let it see and write the rows of `owner`, and none at all without one. No connection is
        taken before the first statement. Raises DatabaseUnavailable, TransactionConflict, TooManyAtOnce.
        """
        return OwnerSession(self._pool, self._turns, owner, self._watch, pooled=self._pooled)

    async def ping(self, seconds: float = PING_SECONDS) -> None:
        """Ask the database for an answer, in one round trip, and whether it still guards its rows.

        Raises DatabaseUnavailable when so many seconds are over, and DatabaseRefused when it no longer does (FR-223).
        """
        try:
            async with asyncio.timeout(seconds), self.session() as session:
                statement, values = (GUARD, guarded_tables()) if self._guarded else (_ANSWER, {})
                (row,) = await session.read(statement, values)
        except TimeoutError as error:
            raise DatabaseUnavailable from error
        if self._guarded:
            check_guard(row)

    async def prove(self) -> None:
        """Connect, and look at what the database can't do. Raises DatabaseRefused, DatabaseUnavailable."""
        connection = await self._pool.acquire(self._pool.limits.request_seconds)
        try:
            async with asyncio.timeout(self._pool.limits.request_seconds):
                await check_locale(connection)
        except (TimeoutError, *FAULTS) as error:
            raise DatabaseUnavailable from error
        finally:
            self._pool.discard(connection)

    def usage(self) -> tuple[int, int, int]:
        """Connections that are idle, connections that are used, and how many wait for one."""
        return self._pool.usage()

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()
