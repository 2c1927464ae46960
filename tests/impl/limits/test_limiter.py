"""FR-070, FR-075: what a process and the shared store have counted, and what of it a client is told."""

from typing import Any

from limits import RateLimitItemPerHour

from impl.limits.limiter import Counter, QuotaState, RateLimited, rate_limit_fields
from impl.limits.memory import LocalWindow
from impl.limits.quota import Count, Policy, PolicyName, parse_quota
from impl.limits.shared import SharedWindow
from tests.impl.limits.clock import Clock
from tests.impl.limits.redis_server import RedisServer
from tests.support.relay import relay

FIVE = Policy("reads", RateLimitItemPerHour(5))


class Process:
    """A counter as one process has it."""

    def __init__(self, url: str, policy: Policy = FIVE) -> None:
        self.clock = Clock()
        self._shared = SharedWindow(url, 60, clock=self.clock)
        self.counter = Counter(policy, LocalWindow(policy.item, clock=self.clock), self._shared)

    async def take(self, times: int, client: str = "ada") -> list[int | None]:
        """What is left after each of several requests; None for one that is refused."""
        return [await self._left(client) for _ in range(times)]

    async def _left(self, client: str) -> int | None:
        scope: dict[str, Any] = {}
        try:
            await self.counter.admit(scope, client)
        except RateLimited:
            return None
        return int(dict(rate_limit_fields(scope))[b"ratelimit"].split(b";")[1].removeprefix(b"r="))

    async def aclose(self) -> None:
        await self._shared.aclose()


async def test_outage_gives_no_new_quota(redis: RedisServer) -> None:
    """FR-075: a process goes on with its own count, also after the store has come back empty."""
    process = Process(redis.url)
    assert await process.take(3) == [4, 3, 2]
    redis.kill()
    assert await process.take(1) == [1]
    redis.start()
    process.clock.now += 5
    assert await process.take(2) == [0, None]
    await process.aclose()


async def test_refused_here_is_refused_without_the_store(redis: RedisServer) -> None:
    """FR-075: a client that floods one process causes no requests to the store."""
    async with relay(redis.port) as proxy:
        process = Process(f"redis://127.0.0.1:{proxy.port}/0")
        await process.take(5)
        asked = len(proxy.trips)
        assert await process.take(20) == [None] * 20
        assert len(proxy.trips) == asked
        await process.aclose()


async def test_refused_by_the_store_counts_nowhere(redis: RedisServer) -> None:
    """FR-076: a request that the store refuses is not counted by the process."""
    one, other = Process(redis.url), Process(redis.url)
    await one.take(5)
    assert await other.take(10) == [None] * 10
    redis.kill()
    assert await other.take(1) == [4]
    await one.aclose()
    await other.aclose()


async def test_what_is_left_comes_with_when_there_is_more(redis: RedisServer) -> None:
    """FR-070, FR-075: the remaining quota and its reset time belong together, also if store and process both
    accepted."""
    process = Process(redis.url)
    scope: dict[str, Any] = {}
    await process.counter.admit(scope, "ada")
    name, left, seconds = dict(rate_limit_fields(scope))[b"ratelimit"].split(b";")
    assert (name, left) == (b'"reads"', b"r=4")
    assert 3500 < int(seconds.removeprefix(b"t=")) <= 3600
    await process.aclose()


async def test_policies_and_clients_are_apart(redis: RedisServer) -> None:
    """FR-070: in the store too, whatever the users are called."""
    reads, writes = Process(redis.url), Process(redis.url, Policy("writes", RateLimitItemPerHour(5)))
    for client in ("ada", "ada/5/1/hour", "ada|\u00e9", "a" * 128):
        assert await reads.take(1, client) == [4]
        assert await writes.take(1, client) == [4]
    await reads.aclose()
    await writes.aclose()


def standing(name: PolicyName, quota: str, remaining: int, reset: float) -> QuotaState:
    item = parse_quota(quota)
    assert item is not None
    return QuotaState(Policy(name, item), Count(remaining > 0, remaining, reset))


def fields(*standings: QuotaState) -> dict[bytes, bytes]:
    return dict(rate_limit_fields({"tasks_api.rate_limits": list(standings)}))


def test_of_two_equally_tight_the_longer_is_told() -> None:
    """FR-070: the policy that makes the client wait longer."""
    header_fields = fields(standing("address", "50/hour", 0, 1800), standing("reads", "5/minute", 0, 20))
    assert header_fields[b"ratelimit"] == b'"address";r=0;t=1800'


def test_of_two_alike_the_first_is_told() -> None:
    """FR-070: otherwise the order of the policies decides."""
    header_fields = fields(standing("address", "5/minute", 3, 20), standing("reads", "5/minute", 3, 20))
    assert header_fields[b"ratelimit"] == b'"address";r=3;t=20'


def test_never_zero_seconds() -> None:
    """FR-070: a wait that is already over is reported as one second."""
    assert standing("reads", "5/minute", 0, -0.1).reset_seconds == 1
