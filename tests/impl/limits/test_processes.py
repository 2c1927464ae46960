"""FR-075, FR-076: the quotas of several server processes."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.impl.limits.redis_server import RedisServer
from tests.support.application import server, token
from tests.support.clients import checked_client

pytestmark = pytest.mark.slow

QUOTA = 100
LOST, BACK = "rate limit store lost", "rate limit store is back"
# An hour is longer than a slow machine takes, and a minute than one of its pauses.
SETTINGS = {"TASKS_RATE_READS": f"{QUOTA}/hour", "TASKS_RATE_STORE_TIMEOUT": "60"}


@asynccontextmanager
async def caller(url: str, user: str) -> AsyncIterator[httpx.AsyncClient]:
    async with checked_client(httpx.AsyncHTTPTransport(), url, token(user)) as http:
        http.timeout = httpx.Timeout(None)
        yield http


async def statuses(user: str, *urls: str, requests: int) -> Counter[int]:
    """Return the statuses of concurrent requests of ten clients to several servers."""

    async def client(url: str, number: int) -> list[int]:
        async with caller(url, user) as http:
            return [(await http.get(f"/api/{user}/tasks")).status_code for _ in range(number)]

    answers = await asyncio.gather(*(client(url, requests // 10) for url in urls for _ in range(10)))
    return Counter(status for several in answers for status in several)


async def test_two_processes_alone_have_two(database_url: str, user: str, tmp_path: Path) -> None:
    """FR-076: without a store each process has the whole quota, as is documented."""
    with (
        server(database_url, tmp_path / "one.log", **SETTINGS) as one,
        server(database_url, tmp_path / "other.log", **SETTINGS) as other,
    ):
        seen = await statuses(user, one, other, requests=QUOTA + 50)
    assert seen == {200: 2 * QUOTA, 429: 100}


@pytest.mark.parametrize("fault", ["killed", "frozen"])
async def test_losing_the_store(database_url: str, redis: RedisServer, user: str, tmp_path: Path, fault: str) -> None:
    """FR-075: no request fails, the process keeps its own quota, and the outage is logged once and ends by itself."""
    log = tmp_path / "server.log"
    # Shorter here: the process has to notice a store that does not answer.
    settings = {**SETTINGS, "TASKS_RATE_STORE": redis.url, "TASKS_RATE_STORE_TIMEOUT": "2"}
    with server(database_url, log, **settings) as url:
        seen = await statuses(user, url, requests=50)
        if fault == "killed":
            redis.kill()
            seen += await statuses(user, url, requests=80)
            redis.start()
        else:
            with redis.frozen():
                seen += await statuses(user, url, requests=80)
        assert seen == {200: QUOTA, 429: 30}
        assert log.read_text().count(LOST) == 1
        # Another user's requests, for this one's are refused without the store.
        other = f"{user}-2"
        async with caller(url, other) as http:
            while log.read_text().count(BACK) == 0:
                assert (await http.get(f"/api/{other}/tasks")).status_code in (200, 429)
                await asyncio.sleep(0.05)
        assert await _known(redis, other)


async def _known(redis: RedisServer, user: str) -> bool:
    """Return whether the store has counted a request of a user."""
    with redis.client() as client:
        return any(f"/{user}/" in key.decode() for key in client.scan_iter("*reads*"))


async def test_starting_without_the_store(database_url: str, redis: RedisServer, user: str, tmp_path: Path) -> None:
    """FR-075: a server starts and serves without it."""
    redis.kill()
    with server(database_url, tmp_path / "server.log", **SETTINGS, TASKS_RATE_STORE=redis.url) as url:
        assert await statuses(user, url, requests=20) == {200: 20}
