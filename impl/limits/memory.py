"""The windows of one process, in memory that is bounded."""

import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

from limits import RateLimitItem
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from .quota import Count

MAX_KEYS = 50_000


class BoundedMemoryStorage(MemoryStorage):
    """The moving windows of `limits`, for at most `max_keys` clients (FR-074).

    The library's own storage looks at every key after every hit, on a thread for each, and keeps as many as come. Here
    each hit looks at the clients that were seen the longest ago, and forgets those whose window is over; where there
    is no room for another client, the one that was seen the longest ago goes, whatever it has left.
    """

    def __init__(self, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._max_keys = max_keys
        self._clock = clock
        # The times of what was accepted, oldest first; the client that was seen the longest ago is first.
        self._windows: OrderedDict[str, list[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._windows)

    async def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count a request, or `amount`, if there is room in the window of `expiry` seconds."""
        now = self._clock()
        times = self._windows.setdefault(key, [])
        self._windows.move_to_end(key)
        del times[: bisect_right(times, now - expiry)]
        accepted = len(times) + amount <= limit
        if accepted:
            times.extend([now] * amount)
        self._forget(now - expiry)
        return accepted

    async def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest request that counts was accepted, and how many count."""
        now = self._clock()
        times = self._windows.get(key, [])
        expired = bisect_right(times, now - expiry)
        return (times[expired], len(times) - expired) if expired < len(times) else (now, 0)

    async def clear(self, key: str) -> None:
        """Forget a client."""
        self._windows.pop(key, None)

    async def reset(self) -> int:
        """Forget all, and say how many they were."""
        known = len(self._windows)
        self._windows.clear()
        return known

    def _forget(self, cutoff: float) -> None:
        while len(self._windows) > self._max_keys:
            self._windows.popitem(last=False)
        while len(self._windows) > 1:
            key, times = next(iter(self._windows.items()))
            if times and times[-1] > cutoff:
                return
            del self._windows[key]


class LocalWindow:
    """What this process alone has counted, of one policy."""

    def __init__(self, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic) -> None:
        self._storage = BoundedMemoryStorage(max_keys, clock)
        self._strategy = MovingWindowRateLimiter(self._storage)
        self._clock = clock

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._storage)

    async def look(self, item: RateLimitItem, key: str) -> Count:
        """How a client stands, without counting anything."""
        stats = await self._strategy.get_window_stats(item, key)
        return Count(stats.remaining > 0, stats.remaining, stats.reset_time - self._clock())

    async def take(self, item: RateLimitItem, key: str) -> Count:
        """Count a request."""
        accepted = await self._strategy.hit(item, key)
        stats = await self._strategy.get_window_stats(item, key)
        return Count(accepted, stats.remaining, stats.reset_time - self._clock())
