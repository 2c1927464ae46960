"""A pool of two connections, what opens them, and its clock; a primary with replicas, and who reads from them."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import asyncpg
import pytest

from impl.database import replicas
from impl.database.pool import ConnectionPool, PoolLimits
from impl.database.replicas import Replica
from tests.impl.database.opener import Opener
from tests.impl.limits.clock import Clock
from tests.support.replication import Replication, replication


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


@pytest.fixture(scope="module")
def servers() -> Iterator[Replication]:
    """A primary, a replica that is close behind, and one that is a second behind."""
    with replication("0", "1s") as found:
        yield found


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many reads each replica has answered."""
    counts: Counter[str] = Counter()
    send = replicas._send

    async def count(
        replica: Replica, position: int, read: Callable[[asyncpg.Connection], Awaitable[Any]]
    ) -> object | None:
        answer = await send(replica, position, read)
        counts[replica.name] += answer is not None
        return answer

    monkeypatch.setattr(replicas, "_send", count)
    return counts
