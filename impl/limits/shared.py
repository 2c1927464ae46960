"""Rate limit windows that several processes share, in Redis or Valkey."""

import asyncio
import time
from collections.abc import Callable

import structlog
from limits import RateLimitItem
from limits.aio.storage import RedisStorage
from limits.aio.storage.redis.redispy import RedispyBridge
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError

from impl.limits.quota import Count
from impl.limits.store_url import SCHEMES

_log = structlog.get_logger("tasks_api.limits")


class SingleRoundTripRedisStorage(RedisStorage):
    """The moving windows of `limits`, counted and read in one round trip instead of two.

    Keys expire with their window. The times are those of the processes' clocks, which must agree well within a window.
    """

    bridge: RedispyBridge

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        super().__init__(f"async+{SCHEMES[scheme]}://{rest}", implementation="redispy", key_prefix="tasks-api")
        self._redis: Redis = self.bridge.storage
        # By default the client retries for seconds. Here no retry is needed: the local count is used instead.
        self._redis.set_retry(Retry(NoBackoff(), 0))

    async def take(self, item: RateLimitItem, key: str) -> Count:
        """Count a request, and return the result. Raises RedisError or OSError."""
        try:
            return await self._take(item, key)
        except NoScriptError:  # the server has been restarted and has lost the scripts
            # The counting script is loaded last, so no process counts, misses the other script, and counts again.
            await self._redis.script_load(self.bridge.lua_moving_window.script)
            await self._redis.script_load(self.bridge.lua_acquire_moving_window.script)
            return await self._take(item, key)

    async def _take(self, item: RateLimitItem, key: str) -> Count:
        name = self.bridge.prefixed_key(item.key_for(key))
        quota, window, now = item.amount, item.get_expiry(), time.time()
        pipeline = self._redis.pipeline(transaction=False)
        pipeline.evalsha(self.bridge.lua_acquire_moving_window.sha, 1, name, now, quota, window, 1)
        pipeline.evalsha(self.bridge.lua_moving_window.sha, 1, name, now - window, quota)
        acquired, found = await pipeline.execute()
        oldest, counted = (float(found[0]), int(found[1])) if found else (now, 0)
        # Lua rounds times to a ten-thousandth of a second, up or down, so the result may exceed the window slightly.
        return Count(bool(acquired), quota - counted, min(window, oldest + window - now))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


class SharedWindow:
    """What all processes have counted, as long as the store answers (FR-075).

    If an answer takes longer than `timeout_seconds`, the store counts as lost, and nobody waits for it. After each
    `pause_seconds` one request asks it again, and the others go on without it until it has answered.
    """

    def __init__(
        self,
        url: str,
        timeout_seconds: float,
        pause_seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = SingleRoundTripRedisStorage(url)
        self._timeout = timeout_seconds
        self._pause = pause_seconds
        self._clock = clock
        self._lost = False
        self._retry_at = 0.0

    async def take(self, item: RateLimitItem, key: str) -> Count | None:
        """Count a request, and return the result; None while the store is lost."""
        if self._lost:
            if self._clock() < self._retry_at:
                return None
            self._retry_at = self._clock() + self._pause
        try:
            async with asyncio.timeout(self._timeout):
                count = await self._storage.take(item, key)
        except (RedisError, OSError) as error:  # TimeoutError is an OSError
            self._mark_lost(error)
            return None
        self._mark_recovered()
        return count

    async def aclose(self) -> None:
        """Close the connections."""
        await self._storage.aclose()

    def _mark_lost(self, error: Exception) -> None:
        self._retry_at = self._clock() + self._pause
        if not self._lost:
            self._lost = True
            _log.warning("rate limit store lost; each process counts alone", error=type(error).__name__)

    def _mark_recovered(self) -> None:
        if self._lost:
            self._lost = False
            _log.info("rate limit store is back")
