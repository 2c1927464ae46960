"""FR-028: how connections are lent, waited for, and closed."""

import asyncio

import pytest

from impl.database.errors import DatabaseUnavailable
from impl.database.pool import ConnectionPool, PoolLimits
from tests.impl.database.opener import Opener
from tests.impl.limits.clock import Clock


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
    """FR-103: a retry must not get another dead connection."""
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
