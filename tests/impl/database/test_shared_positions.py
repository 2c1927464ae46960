"""FR-512: positions of users' writes in the store that processes share."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from impl.database.shared_positions import RedisPositions
from tests.impl.limits.redis_server import RedisServer
from tests.support.programs import skipping


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    with skipping("No store of positions is tested"):
        server.start()
    yield server
    server.kill()


@pytest.fixture
async def processes(redis: RedisServer) -> AsyncIterator[list[RedisPositions]]:
    """Two processes that share the store."""
    async with AsyncExitStack() as stack:
        found = [RedisPositions(redis.url, 60) for _ in range(2)]
        for one in found:
            stack.push_async_callback(one.aclose)
        yield found


async def test_a_position_is_known_to_all(processes: list[RedisPositions]) -> None:
    one, other = processes
    assert await other.of("ada") is None
    await one.settle("ada", [], 7, time.time())
    assert (await other.of("ada"), await other.of("bob")) == (7, None)


async def test_a_running_write_hides_the_position_from_all(processes: list[RedisPositions]) -> None:
    """FR-512: until the last of several writes has ended."""
    one, other = processes
    await one.settle("ada", [], 7, time.time())
    first, second = await one.begin_write("ada"), await other.begin_write("ada")
    assert (await one.of("ada"), await other.of("ada")) == (None, None)
    await one.settle("ada", [first], 20, time.time())
    assert await other.of("ada") is None
    await other.settle("ada", [second], 30, time.time())
    assert (await one.of("ada"), await other.of("ada")) == (30, 30)


@pytest.mark.parametrize(("first", "second"), [(9, 10), (10, 9), (2**63 - 1, 1)])
async def test_the_latest_position_counts(processes: list[RedisPositions], first: int, second: int) -> None:
    """FR-512: in whichever order the processes learn them."""
    for process, position in zip(processes, (first, second), strict=True):
        await process.settle("ada", [], position, time.time())
    assert await processes[0].of("ada") == max(first, second)


async def test_a_write_whose_process_has_died_ends_by_a_later_position(processes: list[RedisPositions]) -> None:
    """FR-512: after a minute, and not by a position that was asked for before."""
    one, other = processes
    await one.settle("ada", [], 7, time.time())
    await one.begin_write("ada")
    await other.settle("ada", [], 8, time.time() + 59)
    assert await other.of("ada") is None
    await other.settle("ada", [], 9, time.time() + 61)
    assert await other.of("ada") == 9


async def test_a_lost_store_knows_no_position(redis: RedisServer, processes: list[RedisPositions]) -> None:
    """FR-512: so the primary serves all reads. One line of the log tells of the loss, and one of the return."""
    one = processes[0]
    await one.settle("ada", [], 7, time.time())
    with capture_logs() as logs:
        redis.kill()
        assert (await one.of("ada"), await one.of("ada")) == (None, None)
        await one.begin_write("ada")
        redis.start()
        await one.settle("ada", [], 8, time.time())
    assert await one.of("ada") == 8
    assert [line["event"] for line in logs] == [
        "rate limit store lost; the primary serves all reads",
        "rate limit store is back",
    ]


async def test_a_store_that_takes_no_writes_knows_no_position(
    redis: RedisServer, processes: list[RedisPositions]
) -> None:
    """FR-512: writes can't be announced there, so what it has kept says nothing."""
    one = processes[0]
    await one.settle("ada", [], 7, time.time())
    with redis.client() as client:
        client.config_set("min-replicas-to-write", 1)
        assert await one.of("ada") is None
        client.config_set("min-replicas-to-write", 0)
    assert await one.settle("ada", [], 8, time.time()) is True
    assert await one.of("ada") == 8
