"""The connection to PostgreSQL: a pool, and sessions of one transaction each. Nobody else commits."""

import asyncio
from typing import Any

import asyncpg

from .database_faults import DatabaseUnavailable, connect, is_passing
from .database_moments import quick_moments
from .database_owner import connect_guarded
from .database_pool import ConnectionPool, PoolLimits
from .database_session import OwnerSession
from .database_url import connect_arguments
from .statement_watch import StatementWatch

__all__ = ["Database", "DatabaseUnavailable", "PoolLimits"]

PING_SECONDS = 2
STATEMENT_TIMEOUT_MS = 5_000
LOCK_TIMEOUT_MS = 3_000
_CONNECT_SECONDS = 5


class Database:
    """A pool of connections to one PostgreSQL, opened as they are needed."""

    def __init__(
        self, url: str, limits: PoolLimits | None = None, *, guarded: bool = True, watch: StatementWatch | None = None
    ) -> None:
        """Unless it is not `guarded`, no role is taken that stands above row level security. `watch` sees what is run.

        Raises DatabaseUrlError for a URL that asyncpg can't be told.
        """
        arguments: dict[str, Any] = {
            **connect_arguments(url),
            "timeout": _CONNECT_SECONDS,
            "max_cached_statement_lifetime": 0,  # as long as their connection
            "server_settings": {
                "timezone": "UTC",
                "statement_timeout": str(STATEMENT_TIMEOUT_MS),
                "lock_timeout": str(LOCK_TIMEOUT_MS),
            },
        }
        opening = connect_guarded if guarded else connect

        async def open_connection() -> asyncpg.Connection:
            return await quick_moments(await opening(**arguments))

        self._pool = ConnectionPool(open_connection, limits or PoolLimits())
        self._watch = watch or StatementWatch()

    def session(self, owner: str | None = None) -> OwnerSession:
        """One transaction: committed at the end, rolled back on any exception.

        PostgreSQL's policies let it see and write the rows of `owner`, and none at all without one. No connection is
        taken before the first statement. Raises DatabaseUnavailable.
        """
        return OwnerSession(self._pool, owner, self._watch)

    async def ping(self) -> None:
        """Ask the database for an answer. Raises DatabaseUnavailable after 2 seconds at most."""
        try:
            async with asyncio.timeout(PING_SECONDS):
                connection = await self._pool.acquire()
                try:
                    await connection.execute("SELECT 1")
                except BaseException:
                    self._pool.discard(connection)
                    raise
                self._pool.release(connection)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            if is_passing(error):
                raise DatabaseUnavailable from error
            raise

    def usage(self) -> tuple[int, int, int]:
        """Connections that are idle, connections that are used, and how many wait for one."""
        return self._pool.usage()

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()
