"""A pool of connections. asyncpg's own pool costs a request as much as a statement does; see specs/adr/0007."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil

import asyncpg

from impl.database.errors import FAULTS, DatabaseUnavailable


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """Limits of a pool: `size` connections are kept, `overflow` more are opened when needed; times are in seconds.

    A request uses the database for at most `request_seconds`, including connecting and waiting, so that its client gets
    an answer within five seconds during an outage (FR-106). A sleeping database takes two seconds to accept a
    connection.

    At most `user_queue` requests of one user wait for that user's share of the connections.
    """

    size: int = 5
    overflow: int = 10
    wait_seconds: float = 3.0
    recycle_seconds: float = 280.0
    request_seconds: float = 4.0
    user_queue: int = 30

    @property
    def connections(self) -> int:
        """The maximum number of connections."""
        return self.size + self.overflow

    @property
    def user_share(self) -> int:
        """How many of them one user may use at once: a third (FR-222)."""
        return ceil(self.connections / 3)


_SWEEP_SECONDS = 10
_PRIORITY_SECONDS = 0.3


class ConnectionPool:
    """Lends connections. The one that was returned last is lent first, so that unneeded ones become old.

    A connection that is closed or older than `recycle_seconds` is not lent; the server is not asked. A connection that
    was not used for that long is closed, so that an unused database can sleep; one of the overflow after some seconds.
    """

    def __init__(
        self,
        connect: Callable[[], Awaitable[asyncpg.Connection]],
        limits: PoolLimits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self.limits = limits
        self._max_connections = limits.connections
        self._clock = clock
        self._count = 0  # open connections, and those being opened
        self._opened_at: dict[asyncpg.Connection, float] = {}
        self._idle: list[tuple[asyncpg.Connection, float]] = []  # each with the time since when it is idle
        self._waiting: deque[asyncio.Future[asyncpg.Connection | None]] = deque()
        self._sweeper: asyncio.TimerHandle | None = None
        self._closed = False

    async def acquire(self, seconds: float, *, ahead: bool = False) -> asyncpg.Connection:
        """Return a connection within this time; it must be released. Raises DatabaseUnavailable.

        With `ahead` the caller gets the next returned connection. If none is returned soon, one above the limit is
        opened, so that a ping can check the database while others use all connections (FR-220); the next returned one
        is then closed.
        """
        if self._closed:
            raise DatabaseUnavailable
        idle = self.take()
        if idle is not None:
            return idle
        try:
            async with asyncio.timeout(seconds):
                if self._count < self._max_connections:
                    self._count += 1
                    return await self._open()
                return await self._wait(ahead=ahead) or await self._open()
        except TimeoutError as error:
            raise DatabaseUnavailable from error

    def take(self) -> asyncpg.Connection | None:
        """Return a connection if one is available without waiting; it must be released."""
        while self._idle:
            connection, _ = self._idle.pop()
            if not self._is_aged(connection) and not connection.is_closed():
                return connection
            self.discard(connection)
        return None

    def release(self, connection: asyncpg.Connection) -> None:
        """Return a connection to the pool, after its transaction."""
        unfit = connection.is_closed() or connection.is_in_transaction() or self._is_aged(connection)
        if self._closed or unfit or self._count > self._max_connections:
            self.discard(connection)
        elif not self._waiting or not self._call_next(connection):
            self._idle.append((connection, self._clock()))
            if self._sweeper is None:
                self._sweep_later()

    def discard(self, connection: asyncpg.Connection) -> None:
        """Close a connection whose state is unknown."""
        del self._opened_at[connection]
        connection.terminate()
        self._free_place()

    def usage(self) -> tuple[int, int, int]:
        """Return the numbers of idle connections, of used ones (also being opened), and of waiting requests."""
        return len(self._idle), self._count - len(self._idle), sum(not turn.done() for turn in self._waiting)

    def discard_idle(self) -> None:
        """Close all idle connections: one of them was dead, so the others probably are too."""
        while self._idle:
            self.discard(self._idle.pop()[0])

    async def close(self) -> None:
        """Close idle connections now and the others when they are released; no connection is lent any more."""
        self._closed = True
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(DatabaseUnavailable())
        if self._sweeper is not None:
            self._sweeper.cancel()
        idle, self._idle = self._idle, []
        await asyncio.gather(*(_end(connection) for connection, _ in idle))

    def _is_aged(self, connection: asyncpg.Connection) -> bool:
        return self._clock() - self._opened_at[connection] > self.limits.recycle_seconds

    async def _open(self) -> asyncpg.Connection:
        """Open a connection for which a place has been counted."""
        try:
            connection = await self._connect()
        except BaseException:
            self._free_place()
            raise
        self._opened_at[connection] = self._clock()
        return connection

    async def _wait(self, *, ahead: bool) -> asyncpg.Connection | None:
        """Wait for a released connection, or return None for a free place. Raises DatabaseUnavailable."""
        turn: asyncio.Future[asyncpg.Connection | None] = asyncio.get_running_loop().create_future()
        if ahead:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        try:
            async with asyncio.timeout(_PRIORITY_SECONDS if ahead else self.limits.wait_seconds):
                return await turn
        except TimeoutError as error:
            self._pass_on(turn)
            if not ahead:
                raise DatabaseUnavailable from error
            self._count += 1
            return None
        except asyncio.CancelledError:
            self._pass_on(turn)
            raise

    def _pass_on(self, turn: "asyncio.Future[asyncpg.Connection | None]") -> None:
        """Give what a cancelled request has received to the next one."""
        if turn.cancelled() or not turn.done() or turn.exception() is not None:
            return
        connection = turn.result()
        if connection is None:
            self._free_place()
        else:
            self.release(connection)

    def _call_next(self, connection: asyncpg.Connection | None) -> bool:
        """Give a connection or a free place to the request that waits the longest; return whether there is one."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return True
        return False

    def _free_place(self) -> None:
        if self._count > self._max_connections or not self._call_next(None):
            self._count -= 1

    def _sweep_later(self) -> None:
        self._sweeper = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep)

    def _sweep(self) -> None:
        """Close connections that have been idle for too long, the longest first."""
        self._sweeper = None
        now = self._clock()
        while self._idle:
            idle_seconds = now - self._idle[0][1]
            bound = self.limits.recycle_seconds
            if self._count > self.limits.size:
                bound = min(bound, _SWEEP_SECONDS)
            if idle_seconds < bound:
                break
            self.discard(self._idle.pop(0)[0])
        if self._idle:
            self._sweep_later()


async def _end(connection: asyncpg.Connection) -> None:
    """Close the connection gracefully if the server answers, otherwise at once."""
    try:
        await connection.close(timeout=1)
    except FAULTS:
        connection.terminate()
