"""The windows that several processes share, in Redis or Valkey."""

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


class OneTripRedisStorage(RedisStorage):
    """The moving windows of `limits`, taken and read in one round trip instead of two.

    Keys expire with their window. Times are those of the processes' clocks, which must agree well within a window.
    """

    bridge: RedispyBridge

    def __init__(self, url: str) -> None:
        scheme, _, rest = url.partition("://")
        super().__init__(f"async+{SCHEMES[scheme]}://{rest}", implementation="redispy", key_prefix="tasks-api")
        self._redis: Redis = self.bridge.storage
        # The client's own patience is seconds long. Whoever asks here has his answer elsewhere.
        self._redis.set_retry(Retry(NoBackoff(), 0))

    async def take(self, item: RateLimitItem, key: str) -> Count:
        """Count a request. Raises RedisError or OSError."""
        try:
            return await self._take(item, key)
        except NoScriptError:  # a server that has just started
            # In this order no process finds only the first of the pair, counts, and then counts again.
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
        # Lua tells times to a ten-thousandth of a second, rounded either way.
        return Count(bool(acquired), quota - counted, min(window, oldest + window - now))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._redis.aclose()


class SharedWindow:
    """What all processes have counted, as long as the store can be asked (FR-075).

    An answer that takes longer than `patience_seconds` is none. Then nobody waits for the store until
    `pause_seconds` later one request asks again; the others go on without it until it has answered.
    """

    def __init__(
        self,
        url: str,
        patience_seconds: float,
        pause_seconds: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._storage = OneTripRedisStorage(url)
        self._patience = patience_seconds
        self._pause = pause_seconds
        self._clock = clock
        self._lost = False
        self._ask_again = 0.0

    async def take(self, item: RateLimitItem, key: str) -> Count | None:
        """Count a request; None while the store is lost."""
        if self._lost:
            if self._clock() < self._ask_again:
                return None
            self._ask_again = self._clock() + self._pause
        try:
            async with asyncio.timeout(self._patience):
                count = await self._storage.take(item, key)
        except (RedisError, OSError) as error:  # TimeoutError is an OSError
            self._lose(error)
            return None
        self._find()
        return count

    async def aclose(self) -> None:
        """Close the connections."""
        await self._storage.aclose()

    def _lose(self, error: Exception) -> None:
        self._ask_again = self._clock() + self._pause
        if not self._lost:
            self._lost = True
            _log.warning("rate limit store lost; each process counts alone", error=type(error).__name__)

    def _find(self) -> None:
        if self._lost:
            self._lost = False
            _log.info("rate limit store is back")
