"""A pool of two connections, what opens them, and its clock."""

from collections.abc import AsyncIterator

import pytest

from impl.database.pool import ConnectionPool, PoolLimits
from tests.impl.database.opener import Opener
from tests.impl.limits.clock import Clock


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
