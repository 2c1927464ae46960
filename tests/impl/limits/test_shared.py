"""FR-076, FR-075: windows in a shared store, and its outages."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from limits import RateLimitItemPerHour
from structlog.testing import capture_logs

from impl.limits.shared import SharedWindow
from impl.limits.store_url import is_store_url
from impl.settings import Settings
from tests.impl.limits.clock import Clock
from tests.impl.limits.redis_server import RedisServer
from tests.support.relay import Relay, fixed_answer_server, relay

THREE = RateLimitItemPerHour(3)
MANY = RateLimitItemPerHour(1000)
# A machine that is busy with tests is slow, not out of order.
PATIENT = 60.0
IMPATIENT = 0.5


def url_of(proxy: Relay) -> str:
    return f"redis://127.0.0.1:{proxy.port}/0"


@asynccontextmanager
async def shared(url: str, patience: float = PATIENT, clock: Clock | None = None) -> AsyncIterator[SharedWindow]:
    window = SharedWindow(url, patience, pause_seconds=1, clock=clock or Clock())
    yield window
    await window.aclose()


async def test_processes_count_together(redis: RedisServer) -> None:
    """FR-075: a request that one process has accepted counts for the others."""
    async with shared(redis.url) as one, shared(redis.url.replace("redis:", "valkey:")) as other:
        counts = [await window.take(THREE, "a") for window in (one, other, one, other)]
        assert [count and (count.accepted, count.remaining) for count in counts] == [
            (True, 2),
            (True, 1),
            (True, 0),
            (False, 0),
        ]
        assert all(count and 3000 < count.reset_seconds <= 3600 for count in counts)
        elsewhere = await one.take(THREE, "b")
        assert elsewhere is not None
        assert elsewhere.accepted


async def test_the_reset_falls(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-070: it is the time until the oldest counted request expires, whether further requests are accepted or
    refused."""
    began = time.time()
    now = began
    monkeypatch.setattr("impl.limits.shared.time.time", lambda: now)
    counts = []
    async with shared(redis.url) as window:
        for seconds in (0, 600, 1200, 1800, 3599, 3601, 4199, 4201):
            now = began + seconds
            count = await window.take(THREE, "a")
            assert count is not None
            counts.append((count.accepted, count.remaining, round(count.reset_seconds)))
    assert counts == [
        (True, 2, 3600),
        (True, 1, 3000),
        (True, 0, 2400),
        (False, 0, 1800),
        (False, 0, 1),
        (True, 0, 599),
        (False, 0, 1),
        (True, 0, 599),
    ]


async def test_one_round_trip(redis: RedisServer) -> None:
    """FR-075: counting and reading are one round trip."""
    async with relay(redis.port) as proxy, shared(url_of(proxy)) as window:
        await window.take(MANY, "a")
        before = len(proxy.trips)
        for _ in range(10):
            await window.take(MANY, "a")
        assert len(proxy.trips) - before == 10


async def test_keys_expire(redis: RedisServer) -> None:
    """FR-076: every key expires with its window."""
    async with shared(redis.url) as window:
        for client in range(5):
            await window.take(THREE, str(client))
        with redis.client() as client_of_redis:
            keys = client_of_redis.keys("*")
            assert isinstance(keys, list)
            assert len(keys) == 5
            assert all(0 < int(str(client_of_redis.ttl(key))) <= 3600 for key in keys)


async def test_killed_and_started_again(redis: RedisServer) -> None:
    """FR-075: no count during an outage, a log line for each outage and return, and no waiting in between."""
    clock = Clock()
    async with shared(redis.url, clock=clock) as window:
        with capture_logs() as log:
            for _ in range(2):
                assert await window.take(THREE, "a") is not None
                redis.kill()
                for _ in range(3):
                    assert await window.take(THREE, "a") is None
                    clock.now += 1.5
                redis.start()
                assert await window.take(THREE, "a") is not None
        assert [line["event"] for line in log] == [
            "rate limit store lost; each process counts alone",
            "rate limit store is back",
        ] * 2


async def test_black_hole(redis: RedisServer) -> None:
    """FR-075: if the store does not answer, one request each second waits for it, and the others don't ask."""
    clock = Clock()
    async with relay(redis.port) as proxy, shared(url_of(proxy), IMPATIENT, clock) as window:
        proxy.swallowing = True
        with capture_logs() as log:
            first = await asyncio.gather(*(window.take(MANY, "a") for _ in range(20)))
            assert first == [None] * 20
            asked = len(proxy.trips)
            assert [await window.take(MANY, "a") for _ in range(50)] == [None] * 50
            assert len(proxy.trips) == asked
            for second in range(1, 4):
                clock.now += 1
                probes = await asyncio.gather(*(window.take(MANY, "a") for _ in range(20)))
                assert probes == [None] * 20
                assert proxy.connections <= 20 + second
        assert [line["event"] for line in log] == ["rate limit store lost; each process counts alone"]
        assert log[0]["error"] == "TimeoutError"
        proxy.swallowing = False
        clock.now += 1
        # On a busy machine it may be slow once more; then the next second's request finds it.
        found = None
        for _ in range(100):
            found = found or await window.take(MANY, "a")
            clock.now += 1
        assert found is not None


def test_patience_is_short() -> None:
    """FR-075: a request asks twice, for its address and its user, and waits less than 50 ms in total."""
    assert 2 * Settings.model_fields["rate_store_timeout"].default < 0.05


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"-NOAUTH Authentication required.\r\n", b""])
async def test_what_is_no_store(answer: bytes) -> None:
    """FR-075: another server in place of the store is an outage, not a defect."""
    async with fixed_answer_server(answer) as port, shared(f"redis://127.0.0.1:{port}") as window:
        assert await window.take(THREE, "a") is None


async def test_host_that_does_not_exist() -> None:
    """FR-075: an unknown host name is an outage too."""
    async with shared("redis://store.invalid:6379/0") as window:
        assert await window.take(THREE, "a") is None


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("redis://localhost:6379", True),
        ("rediss://user:p%40ss@store.example:6380/2", True),
        ("valkey://[::1]:6379", True),
        ("valkeys://store:6379/", True),
        ("http://localhost", False),
        ("redis://", False),
        ("redis://localhost", False),
        ("redis://host:port", False),
        ("redis://host:99999", False),
        ("redis://host:6379?db=x", False),
        ("localhost:6379", False),
        ("", False),
    ],
)
def test_urls(url: str, usable: bool) -> None:
    """FR-075: what may be the URL of a store."""
    assert is_store_url(url) == usable
    if usable:
        SharedWindow(url, PATIENT)
