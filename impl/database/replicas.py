"""Read replicas: a user's reads go to one that has replayed the user's last write (specs/adr/0015-read-replicas.md)."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar
from weakref import WeakKeyDictionary

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
    """The replicas behind one URL, and the latest position that one of them is known to have replayed.

    The position is known for each connection, because a URL may lead to several servers, and because a server may be
    restored from a backup. It is asked for by every new connection, when a user needs a later one, and then in the
    background too. After a failure the URL is not used for a second.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.pool: ConnectionPool
        self._replayed = -1
        self._seen: WeakKeyDictionary[asyncpg.Connection, int] = WeakKeyDictionary()
        self._ask_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._is_away = False

    def has_replayed(self, position: int) -> bool:
        """Return whether one is known to have replayed the position. If not, one is asked in the background."""
        if self._replayed >= position:
            return True
        if time.monotonic() >= self._ask_at and (self._task is None or self._task.done()):
            self._ask_at = time.monotonic() + _REFRESH_SECONDS
            self._task = asyncio.create_task(self._refresh())
        return False

    async def check(self, connection: asyncpg.Connection) -> None:
        """Ask the server of a connection for its position. Raises DatabaseRefused if it is no replica."""
        replayed: int | None = await connection.fetchval(_REPLAYED)
        if replayed is None:
            raise DatabaseRefused(f"{self.name} is no replica: it is not in recovery.")
        self._replayed = self._seen[connection] = replayed
        if self._is_away:
            self._is_away = False
            _log.info("replica is used again", replica=self.name)

    async def reaches(self, connection: asyncpg.Connection, position: int) -> bool:
        """Return whether the server of this connection has replayed the position."""
        if self._seen[connection] < position:
            await self.check(connection)
        return self._seen[connection] >= position

    def failed(self, error: BaseException) -> None:
        """Do not use the replica until it answers, and for a second unless it was only slow."""
        self._replayed = -1
        # A slow statement may have been the reason, and then the others need not do without the replica.
        self._ask_at = time.monotonic() + (0 if isinstance(error, TimeoutError) else _AWAY_SECONDS)
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
        except Exception as error:  # noqa: BLE001 - whatever it is, for example a host whose name can't be encoded
            self.failed(error)


class Replicas:
    """The replicas of a database, and the positions that users need."""

    def __init__(self, replicas: Sequence[Replica], positions: Positions) -> None:
        self._replicas = replicas
        self._positions = positions
        self._turn = 0

    async def read(self, user: str, send: Callable[[asyncpg.Connection], Awaitable[T]], seconds: float) -> T | None:
        """Send a read to a replica that has replayed the user's last write, each in turn; it may take so many seconds.

        Returns None if the primary must serve the read, because there is no such replica or it has failed.
        """
        position = await self._positions.of(user)
        fit = [] if position is None else [one for one in self._replicas if one.has_replayed(position)]
        if position is None or not fit:
            return None
        self._turn += 1
        replica = fit[self._turn % len(fit)]
        try:
            async with asyncio.timeout(min(seconds, _READ_SECONDS)):
                return await _send(replica, position, send)
        except (DatabaseUnavailable, *FAULTS) as error:
            # Neither an error of the statement, such as a conflict with what is being replayed, nor a request that had
            # little time left is the replica's fault.
            hangs = isinstance(error, TimeoutError) and seconds >= _READ_SECONDS
            if hangs or isinstance(error, DatabaseUnavailable) or is_lost(error):
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
        answer = await send(connection) if await replica.reaches(connection, position) else None
    except asyncpg.PostgresError:
        replica.pool.release(connection)
        raise
    except BaseException:
        replica.pool.discard(connection)
        raise
    replica.pool.release(connection)
    return answer
