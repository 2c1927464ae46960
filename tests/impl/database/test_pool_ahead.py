"""FR-220: who goes ahead of those who wait for a connection."""

import asyncio

import pytest

from impl.database.errors import DatabaseUnavailable
from impl.database.pool import ConnectionPool
from tests.impl.database.opener import Opener


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
