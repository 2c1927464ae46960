"""FR-028: how connections are lent, waited for, and closed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from impl.database.errors import DatabaseUnavailable
from impl.database.pool import ConnectionPool, PoolLimits
from tests.impl.limits.clock import Clock


class Connection:
    """What a pool needs of one."""

    def __init__(self) -> None:
        self.closed = False
        self.in_transaction = False

    def is_closed(self) -> bool:
        return self.closed

    def is_in_transaction(self) -> bool:
        return self.in_transaction

    def terminate(self) -> None:
        self.closed = True

    async def close(self, timeout: float) -> None:  # noqa: ASYNC109 - asyncpg's
        self.closed = True


class Opener:
    """Opens connections, as long as nothing is wrong."""

    def __init__(self) -> None:
        self.opened: list[Connection] = []
        self.fault: Exception | None = None
        self.held: asyncio.Event | None = None

    async def __call__(self) -> Any:
        if self.held is not None:
            await self.held.wait()
        if self.fault is not None:
            raise self.fault
        self.opened.append(Connection())
        return self.opened[-1]

    @property
    def alive(self) -> int:
        return sum(not connection.closed for connection in self.opened)


@pytest.fixture
def opener() -> Opener:
    return Opener()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def pool(opener: Opener, clock: Clock) -> AsyncIterator[ConnectionPool]:
    pool = ConnectionPool(opener, PoolLimits(size=1, overflow=1, wait_seconds=60), clock)
    yield pool
    await pool.close()


async def test_the_last_one_back_is_lent_first(pool: ConnectionPool, opener: Opener) -> None:
    first, second = await pool.acquire(60), await pool.acquire(60)
    pool.release(first)
    pool.release(second)
    assert await pool.acquire(60) is second
    assert await pool.acquire(60) is first
    assert len(opener.opened) == 2


async def test_who_waits_gets_the_next_in_turn(pool: ConnectionPool, opener: Opener) -> None:
    lent = [await pool.acquire(60) for _ in range(2)]
    waiting = [asyncio.create_task(pool.acquire(60)) for _ in range(3)]
    await asyncio.sleep(0)
    pool.release(lent[1])
    assert await waiting[0] is lent[1]
    assert not waiting[1].done()
    pool.release(lent[0])
    assert await waiting[1] is lent[0]
    pool.discard(lent[0])
    assert await waiting[2] is opener.opened[2]
    assert opener.alive == 2


async def test_nobody_waits_forever(opener: Opener) -> None:
    pool = ConnectionPool(opener, PoolLimits(size=1, overflow=0, wait_seconds=0.01))
    lent = await pool.acquire(60)
    with pytest.raises(DatabaseUnavailable):
        await pool.acquire(60)
    pool.release(lent)
    assert await pool.acquire(60) is lent


@pytest.mark.parametrize("given", ["a connection", "room"])
async def test_what_was_handed_to_one_who_left_goes_to_the_next(
    pool: ConnectionPool, opener: Opener, given: str
) -> None:
    lent = [await pool.acquire(60) for _ in range(2)]
    leaving, staying = (asyncio.create_task(pool.acquire(60)) for _ in range(2))
    await asyncio.sleep(0)
    if given == "room":
        pool.discard(lent[0])
    else:
        pool.release(lent[0])
    leaving.cancel()
    assert not (await staying).is_closed()
    assert opener.alive == 2


async def test_a_failure_to_open_leaves_the_room(pool: ConnectionPool, opener: Opener) -> None:
    opener.fault = DatabaseUnavailable()
    for _ in range(5):
        with pytest.raises(DatabaseUnavailable):
            await pool.acquire(60)
    opener.fault = None
    assert [await pool.acquire(60), await pool.acquire(60)] == opener.opened


async def test_who_waits_is_told_of_a_failure_to_open(pool: ConnectionPool, opener: Opener) -> None:
    lent = [await pool.acquire(60) for _ in range(2)]
    waiting = asyncio.create_task(pool.acquire(60))
    await asyncio.sleep(0)
    opener.fault = DatabaseUnavailable()
    pool.discard(lent[0])
    with pytest.raises(DatabaseUnavailable):
        await waiting


async def test_one_who_leaves_while_it_is_opened_leaves_the_room(pool: ConnectionPool, opener: Opener) -> None:
    opener.held = asyncio.Event()
    leaving = [asyncio.create_task(pool.acquire(60)) for _ in range(2)]
    await asyncio.sleep(0)
    for task in leaving:
        task.cancel()
    await asyncio.gather(*leaving, return_exceptions=True)
    opener.held = None
    assert [await pool.acquire(60), await pool.acquire(60)] == opener.opened


@pytest.mark.parametrize("state", ["closed", "in_transaction"])
async def test_one_that_is_not_fit_is_not_lent_again(pool: ConnectionPool, opener: Opener, state: str) -> None:
    lent = await pool.acquire(60)
    setattr(lent, state, True)
    pool.release(lent)
    assert await pool.acquire(60) is opener.opened[1]
    assert opener.alive == 1


async def test_one_that_was_closed_while_idle_is_not_lent(pool: ConnectionPool, opener: Opener) -> None:
    lent = await pool.acquire(60)
    pool.release(lent)
    lent.closed = True
    assert await pool.acquire(60) is opener.opened[1]


async def test_one_that_is_old_is_not_lent(pool: ConnectionPool, opener: Opener, clock: Clock) -> None:
    pool.release(await pool.acquire(60))
    clock.now += 281
    assert await pool.acquire(60) is opener.opened[1]
    assert opener.alive == 1


async def test_one_that_nobody_needs_ends(pool: ConnectionPool, opener: Opener, clock: Clock) -> None:
    """Overflow connections after seconds, others after minutes, so that an unused database can sleep."""
    for connection in [await pool.acquire(60), await pool.acquire(60)]:
        pool.release(connection)
    pool._sweep()
    assert opener.alive == 2
    clock.now += 10
    pool._sweep()
    assert opener.alive == 1
    clock.now += 269
    pool._sweep()
    assert opener.alive == 1
    clock.now += 1
    pool._sweep()
    assert opener.alive == 0


async def test_one_that_comes_back_after_the_end_is_closed(opener: Opener) -> None:
    pool = ConnectionPool(opener, PoolLimits(size=2))
    lent, idle = await pool.acquire(60), await pool.acquire(60)
    pool.release(idle)
    await pool.close()
    assert opener.alive == 1
    pool.release(lent)
    assert opener.alive == 0


async def test_after_the_end_nobody_is_lent_one_and_nobody_waits(opener: Opener) -> None:
    pool = ConnectionPool(opener, PoolLimits(size=1, overflow=0, wait_seconds=3600))
    await pool.acquire(60)
    waiting = asyncio.create_task(pool.acquire(60))
    await asyncio.sleep(0)
    await pool.close()
    with pytest.raises(DatabaseUnavailable):
        await waiting
    with pytest.raises(DatabaseUnavailable):
        await pool.acquire(60)
    assert len(opener.opened) == 1


async def test_once_one_is_found_dead_none_of_the_idle_is_lent(pool: ConnectionPool, opener: Opener) -> None:
    """FR-104: a retry must not get another dead connection."""
    lent = [await pool.acquire(60) for _ in range(2)]
    for connection in lent:
        pool.release(connection)
    pool.discard_idle()
    assert opener.alive == 0
    assert [await pool.acquire(60), await pool.acquire(60)] == opener.opened[2:]


async def test_connecting_takes_no_longer_than_is_left(pool: ConnectionPool, opener: Opener) -> None:
    """FR-106: afterwards the place in the pool is free for others."""
    opener.held = asyncio.Event()
    for _ in range(5):
        with pytest.raises(DatabaseUnavailable):
            await pool.acquire(0.01)
    opener.held = None
    assert [await pool.acquire(60), await pool.acquire(60)] == opener.opened


async def test_who_goes_ahead_is_the_next(pool: ConnectionPool) -> None:
    """FR-220: readiness is checked while users wait; afterwards the order is as before."""
    lent = [await pool.acquire(60) for _ in range(2)]
    waiting = [asyncio.create_task(pool.acquire(60)) for _ in range(2)]
    await asyncio.sleep(0)
    ahead = asyncio.create_task(pool.acquire(60, ahead=True))
    await asyncio.sleep(0)
    pool.release(lent[0])
    assert await ahead is lent[0]
    pool.release(lent[0])
    assert await waiting[0] is lent[0]
    assert not waiting[1].done()
    waiting[1].cancel()


@pytest.mark.parametrize("back", ["its own first", "another first", "its own is discarded", "another is discarded"])
async def test_who_goes_ahead_has_one_more_where_none_comes_back(
    pool: ConnectionPool, opener: Opener, monkeypatch: pytest.MonkeyPatch, back: str
) -> None:
    """FR-220: while users hold all connections. Afterwards there are as many as allowed, and a waiting user gets
    one."""
    monkeypatch.setattr("impl.database.pool._PRIORITY_SECONDS", 0.001)
    lent = [await pool.acquire(60) for _ in range(2)]
    waiting = asyncio.create_task(pool.acquire(60))
    await asyncio.sleep(0)
    own = await pool.acquire(60, ahead=True)
    assert own is opener.opened[2]
    first, second = (own, lent[0]) if back.startswith("its own") else (lent[0], own)
    if back.endswith("discarded"):
        pool.discard(first)
    else:
        pool.release(first)
    await asyncio.sleep(0)
    assert (opener.alive, waiting.done(), pool.usage()) == (2, False, (0, 2, 1))
    pool.release(second)
    assert await waiting is second
    assert (opener.alive, pool.usage()) == (2, (0, 2, 0))


async def test_who_goes_ahead_and_is_let_in_by_nobody_leaves_nothing(
    pool: ConnectionPool, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-220: if PostgreSQL has no connection left, or does not answer."""
    monkeypatch.setattr("impl.database.pool._PRIORITY_SECONDS", 0.001)
    lent = [await pool.acquire(60) for _ in range(2)]
    opener.fault = DatabaseUnavailable()
    for _ in range(3):
        with pytest.raises(DatabaseUnavailable):
            await pool.acquire(60, ahead=True)
    opener.held = asyncio.Event()
    for _ in range(3):
        with pytest.raises(DatabaseUnavailable):
            await pool.acquire(0.01, ahead=True)
    assert pool.usage() == (0, 2, 0)
    pool.release(lent[0])
    assert await pool.acquire(60) is lent[0]


async def test_who_goes_ahead_takes_what_there_is(pool: ConnectionPool, opener: Opener) -> None:
    """FR-220: an idle connection or a free place, as others do."""
    first = await pool.acquire(60, ahead=True)
    second = await pool.acquire(60, ahead=True)
    pool.release(second)
    assert await pool.acquire(60, ahead=True) is second
    assert (first, second) == tuple(opener.opened)
