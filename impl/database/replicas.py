"""Read replicas: a user's reads go to one that has replayed the user's last write (specs/adr/0015-read-replicas.md)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import asyncpg
import structlog
from sqlalchemy import text

from impl.database.errors import FAULTS, DatabaseRefused, DatabaseUnavailable, is_lost
from impl.database.pool import ConnectionPool
from impl.database.positions import Positions, Write
from impl.database.statement import Statement

T = TypeVar("T")
CURRENT = Statement(
    text("""
SELECT CAST(CASE current_setting('synchronous_commit') WHEN 'off' THEN pg_current_wal_insert_lsn()
    ELSE pg_current_wal_flush_lsn() END - '0/0' AS bigint)
"""),
    verb="SELECT",
)
"""The position of the primary in bytes of WAL, which includes every transaction that has been committed. What is not
flushed yet is not sent to replicas, so it is only included if a commit does not wait for it."""
_REPLAYED = "SELECT CAST(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0' END AS bigint)"
_REFRESH_SECONDS = 0.1
_AWAY_SECONDS = 1.0
_READ_SECONDS = 1.0
"""How long a replica may take for a read, so that the primary has time left to serve it instead."""
_log = structlog.get_logger("tasks_api.replicas")


class Replica:
    """A replica and the position up to which it has replayed, as far as it is known.

    The position is asked for by every new connection, because a replica may have been restored, and in the background
    when a user needs a later one. After a failure the replica is not used for a second.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.pool: ConnectionPool
        self._replayed = -1
        self._ask_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._is_away = False

    def has_replayed(self, position: int) -> bool:
        """Return whether it is known to have replayed the position. If not, it is asked in the background."""
        if self._replayed >= position:
            return True
        if time.monotonic() >= self._ask_at and (self._task is None or self._task.done()):
            self._ask_at = time.monotonic() + _REFRESH_SECONDS
            self._task = asyncio.create_task(self._refresh())
        return False

    async def check(self, connection: asyncpg.Connection) -> None:
        """Ask a new connection for the position. Raises DatabaseRefused if it leads to no replica."""
        self._replayed = -1
        replayed: int | None = await connection.fetchval(_REPLAYED)
        if replayed is None:
            raise DatabaseRefused(f"{self.name} is no replica: it is not in recovery.")
        self._replayed = replayed

    def failed(self, error: BaseException) -> None:
        """Do not use the replica for a second."""
        self._replayed = -1
        self._ask_at = time.monotonic() + _AWAY_SECONDS
        self.pool.discard_idle()
        if not self._is_away:
            self._is_away = True
            cause = error.__cause__ or error
            reason = {"reason": str(error)} if str(error) and isinstance(error, DatabaseRefused) else {}
            _log.warning("replica is not used", replica=self.name, error=type(cause).__name__, **reason)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.pool.close()

    async def _refresh(self) -> None:
        try:
            async with asyncio.timeout(self.pool.limits.request_seconds):
                connection = await self.pool.acquire(self.pool.limits.request_seconds)
                try:
                    await self.check(connection)
                except BaseException:
                    self.pool.discard(connection)
                    raise
            self.pool.release(connection)
        except (DatabaseUnavailable, *FAULTS) as error:
            self.failed(error)
        else:
            if self._is_away:
                self._is_away = False
                _log.info("replica is used again", replica=self.name)


class Replicas:
    """The replicas of a database, and the positions that users need."""

    def __init__(self, replicas: Sequence[Replica], positions: Positions) -> None:
        self._replicas = replicas
        self._positions = positions
        self._turn = 0

    async def read(self, user: str, send: Callable[[asyncpg.Connection], Awaitable[T]]) -> T | None:
        """Send a read to a replica that has replayed the user's last write, each in turn.

        Returns None if the primary must serve the read, because there is no such replica or it has failed.
        """
        position = await self._positions.of(user)
        fit = [] if position is None else [one for one in self._replicas if one.has_replayed(position)]
        if position is None or not fit:
            return None
        self._turn += 1
        replica = fit[self._turn % len(fit)]
        try:
            async with asyncio.timeout(_READ_SECONDS):
                return await _send(replica, position, send)
        except (DatabaseUnavailable, *FAULTS) as error:
            # An error of the statement, such as a conflict with what is being replayed, is not the replica's.
            if isinstance(error, (DatabaseUnavailable, TimeoutError)) or is_lost(error):
                replica.failed(error)
            return None

    def begin_write(self, user: str) -> Write:
        """Serve the user's reads from the primary from now on."""
        return self._positions.begin_write(user)

    async def end_write(self, write: Write, *, is_certain: bool) -> None:
        """See `Positions.end_write`."""
        await self._positions.end_write(write, is_certain=is_certain)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._positions.aclose()
        for replica in self._replicas:
            await replica.aclose()


async def _send(replica: Replica, position: int, send: Callable[[asyncpg.Connection], Awaitable[T]]) -> T | None:
    connection = replica.pool.take() or await replica.pool.acquire(_READ_SECONDS)
    try:
        # A new connection may have shown that the replica was restored from an older backup.
        answer = await send(connection) if replica.has_replayed(position) else None
    except asyncpg.PostgresError:
        replica.pool.release(connection)
        raise
    except BaseException:
        replica.pool.discard(connection)
        raise
    replica.pool.release(connection)
    return answer
