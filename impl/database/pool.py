"""A pool of connections. asyncpg's own costs a request as much as a statement does; see specs/adr/0007."""

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
    """How many connections: `size` are kept, `overflow` more while they are needed; seconds to wait and to live.

    A request is done with the database in `request_seconds`, connecting and waiting included, so that its client hears
    within five seconds of a database that is away (FR-106). One that wakes up takes two to accept a connection.

    Of one user `user_queue` requests at most wait for that user's share of the connections.
    """

    size: int = 5
    overflow: int = 10
    wait_seconds: float = 3.0
    recycle_seconds: float = 280.0
    request_seconds: float = 4.0
    user_queue: int = 30

    @property
    def connections(self) -> int:
        """How many there are at most."""
        return self.size + self.overflow

    @property
    def user_share(self) -> int:
        """How many of them one user has at most at once: a third (FR-222)."""
        return ceil(self.connections / 3)


_SWEEP_SECONDS = 10
_AHEAD_SECONDS = 0.3


class ConnectionPool:
    """Lends connections, the one that came back last first, so that those which are not needed can end.

    One that was closed meanwhile, or is older than `recycle_seconds`, is not lent; the server is not asked to know it.
    One that nobody has needed for as long is closed, so that a database that sleeps when it is left alone can sleep;
    one of the overflow after seconds.
    """

    def __init__(
        self,
        connect: Callable[[], Awaitable[asyncpg.Connection]],
        limits: PoolLimits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connect = connect
        self.limits = limits
        self._most = limits.connections
        self._clock = clock
        self._taken = 0  # connections that are there, or being opened
        self._born: dict[asyncpg.Connection, float] = {}
        self._idle: list[tuple[asyncpg.Connection, float]] = []  # and since when
        self._waiting: deque[asyncio.Future[asyncpg.Connection | None]] = deque()
        self._sweeper: asyncio.TimerHandle | None = None
        self._closed = False

    async def acquire(self, seconds: float, *, ahead: bool = False) -> asyncpg.Connection:
        """A connection within so many seconds, which is to be given back. Raises DatabaseUnavailable.

        Whoever goes `ahead` is the next to get one that comes back. If none does soon, one more than the bound is
        opened, so that a ping finds out whether the database answers while others use all (FR-220); the next that comes
        back is closed for it.
        """
        if self._closed:
            raise DatabaseUnavailable
        idle = self.take()
        if idle is not None:
            return idle
        try:
            async with asyncio.timeout(seconds):
                if self._taken < self._most:
                    self._taken += 1
                    return await self._open()
                return await self._wait(ahead=ahead) or await self._open()
        except TimeoutError as error:
            raise DatabaseUnavailable from error

    def take(self) -> asyncpg.Connection | None:
        """A connection that is to be given back, if one can be had without waiting."""
        while self._idle:
            connection, _ = self._idle.pop()
            if not self._is_aged(connection) and not connection.is_closed():
                return connection
            self.discard(connection)
        return None

    def release(self, connection: asyncpg.Connection) -> None:
        """Give a connection back, after its transaction."""
        unfit = connection.is_closed() or connection.is_in_transaction() or self._is_aged(connection)
        if self._closed or unfit or self._taken > self._most:
            self.discard(connection)
        elif not self._waiting or not self._call_next(connection):
            self._idle.append((connection, self._clock()))
            if self._sweeper is None:
                self._sweep_later()

    def discard(self, connection: asyncpg.Connection) -> None:
        """Close a connection instead, of which nobody knows what it is in the middle of."""
        del self._born[connection]
        connection.terminate()
        self._leave_room()

    def usage(self) -> tuple[int, int, int]:
        """Connections that are idle, connections that are used or being opened, and how many wait for one."""
        return len(self._idle), self._taken - len(self._idle), sum(not turn.done() for turn in self._waiting)

    def discard_idle(self) -> None:
        """Close all that nobody uses: one of them was found dead, and who has ended it may have ended all."""
        while self._idle:
            self.discard(self._idle.pop()[0])

    async def close(self) -> None:
        """Close those that are idle, and the others when they come back; nobody is lent one any more."""
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
        return self._clock() - self._born[connection] > self.limits.recycle_seconds

    async def _open(self) -> asyncpg.Connection:
        """Fill a room that is taken already."""
        try:
            connection = await self._connect()
        except BaseException:
            self._leave_room()
            raise
        self._born[connection] = self._clock()
        return connection

    async def _wait(self, *, ahead: bool) -> asyncpg.Connection | None:
        """A connection that another gives back, or None for the room of one. Raises DatabaseUnavailable."""
        turn: asyncio.Future[asyncpg.Connection | None] = asyncio.get_running_loop().create_future()
        if ahead:
            self._waiting.appendleft(turn)
        else:
            self._waiting.append(turn)
        try:
            async with asyncio.timeout(_AHEAD_SECONDS if ahead else self.limits.wait_seconds):
                return await turn
        except TimeoutError as error:
            self._pass_on(turn)
            if not ahead:
                raise DatabaseUnavailable from error
            self._taken += 1
            return None
        except asyncio.CancelledError:
            self._pass_on(turn)
            raise

    def _pass_on(self, turn: "asyncio.Future[asyncpg.Connection | None]") -> None:
        """What was handed to one who is gone goes to the next."""
        if turn.cancelled() or not turn.done() or turn.exception() is not None:
            return
        connection = turn.result()
        if connection is None:
            self._leave_room()
        else:
            self.release(connection)

    def _call_next(self, connection: asyncpg.Connection | None) -> bool:
        """Hand a connection, or the room for one, to whoever waits the longest; whether anybody does."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return True
        return False

    def _leave_room(self) -> None:
        if self._taken > self._most or not self._call_next(None):
            self._taken -= 1

    def _sweep_later(self) -> None:
        self._sweeper = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep)

    def _sweep(self) -> None:
        """Close what nobody has needed, first those that have not been needed the longest."""
        self._sweeper = None
        now = self._clock()
        while self._idle:
            unneeded = now - self._idle[0][1]
            bound = self.limits.recycle_seconds
            if self._taken > self.limits.size:
                bound = min(bound, _SWEEP_SECONDS)
            if unneeded < bound:
                break
            self.discard(self._idle.pop(0)[0])
        if self._idle:
            self._sweep_later()


async def _end(connection: asyncpg.Connection) -> None:
    """In order if the server answers, else without it."""
    try:
        await connection.close(timeout=1)
    except FAULTS:
        connection.terminate()
