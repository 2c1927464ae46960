"""Token buckets, one for each client, in bounded memory."""

import time
from collections.abc import Callable

from limits import RateLimitItem

from impl.limits.memory import MAX_KEYS


class Buckets:
    """Token buckets that may go below empty. Each holds a quota's amount and is refilled by as much in the quota's
    window.

    A bucket is stored as the time at which it will be full (generic cell rate algorithm, ITU-T I.371), so a full one
    need not be stored. If there is no room for another client, the one that was seen the longest ago is dropped.
    """

    def __init__(
        self, item: RateLimitItem, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._window = float(item.get_expiry())
        self._interval = self._window / item.amount
        self._max_keys = max_keys
        self._clock = clock
        self._full_at: dict[str, float] = {}  # ordered: the client that was seen the longest ago is first

    def __len__(self) -> int:
        """Return the number of stored clients."""
        return len(self._full_at)

    def take(self, client: str, tokens: int = 1) -> None:
        """Take tokens, even if the bucket is empty."""
        now = self._clock()
        full_at = max(self._full_at.pop(client, now), now) + tokens * self._interval
        self._full_at[client] = full_at
        self._forget(now)

    def give(self, client: str, tokens: int) -> None:
        """Put tokens back that were taken."""
        if client in self._full_at:
            self._full_at[client] -= tokens * self._interval

    def wait_seconds(self, client: str) -> float:
        """Return in how many seconds there will be a token; 0 if there is one."""
        full_at = self._full_at.get(client)
        if full_at is None:
            return 0.0
        # One interval before "one window until full", the bucket holds its first token.
        return max(0.0, full_at - self._clock() - self._window + self._interval)

    def _forget(self, now: float) -> None:
        while len(self._full_at) > 1:
            client = next(iter(self._full_at))
            if self._full_at[client] > now and len(self._full_at) <= self._max_keys:
                return
            del self._full_at[client]
