"""A token bucket for each client, in memory that is bounded."""

import time
from collections.abc import Callable

from limits import RateLimitItem

from impl.limits.memory import MAX_KEYS


class Buckets:
    """Token buckets that may go below empty: each holds a quota's amount, and is filled by as much in its window.

    A bucket is kept as the time at which it will be full (the generic cell rate algorithm, ITU-T I.371), so a full one
    need not be remembered. Where there is no room for another client, the one that was seen the longest ago goes.
    """

    def __init__(
        self, item: RateLimitItem, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._window = float(item.get_expiry())
        self._interval = self._window / item.amount
        self._max_keys = max_keys
        self._clock = clock
        self._full_at: dict[str, float] = {}  # the client that was seen the longest ago is first

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._full_at)

    def take(self, client: str, tokens: int = 1) -> None:
        """Take tokens, whether they are there or not."""
        now = self._clock()
        full_at = max(self._full_at.pop(client, now), now) + tokens * self._interval
        self._full_at[client] = full_at
        self._forget(now)

    def give(self, client: str, tokens: int) -> None:
        """Give back what was taken."""
        if client in self._full_at:
            self._full_at[client] -= tokens * self._interval

    def wait_seconds(self, client: str) -> float:
        """In how many seconds there will be a token; 0 if there is one."""
        full_at = self._full_at.get(client)
        if full_at is None:
            return 0.0
        # The window less one interval: then the bucket holds one token.
        return max(0.0, full_at - self._clock() - self._window + self._interval)

    def _forget(self, now: float) -> None:
        while len(self._full_at) > 1:
            client = next(iter(self._full_at))
            if self._full_at[client] > now and len(self._full_at) <= self._max_keys:
                return
            del self._full_at[client]
