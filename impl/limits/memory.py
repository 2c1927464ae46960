"""The windows of one process, in memory that is bounded."""

import time
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

from limits import RateLimitItem

from impl.limits.quota import Count

MAX_KEYS = 50_000
_NONE = array("d")


class LocalWindow:
    """What this process alone has counted of one policy: a moving window for each client (FR-076).

    The memory that `limits` has looks at every key after every hit, on a thread for each, and keeps as many as come.
    Here each hit looks at the clients that were seen the longest ago, and forgets those whose window is over; where
    there is no room for another client, the one that was seen the longest ago goes, whatever it has left (FR-074).
    """

    def __init__(
        self, item: RateLimitItem, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._amount = item.amount
        self._seconds = item.get_expiry()
        self._max_keys = max_keys
        self._clock = clock
        # The times of what was accepted, oldest first, perhaps with as many before them whose window is over, in the
        # smallest thing that holds them, for most clients come once; the client that was seen the longest ago is first.
        self._windows: OrderedDict[str, array[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._windows)

    def look(self, client: str) -> Count:
        """How a client stands, without counting anything."""
        now = self._clock()
        times = self._windows.get(client, _NONE)
        past = bisect_right(times, now - self._seconds)
        taken = len(times) - past
        reset = times[past] + self._seconds - now if taken else 0.0
        return Count(taken < self._amount, self._amount - taken, reset)

    def take(self, client: str) -> Count:
        """Count a request, if there is room for it in the window."""
        now = self._clock()
        cutoff = now - self._seconds
        times, past = self._windows.get(client), 0
        if times is None:
            times = self._windows[client] = array("d")
        else:
            self._windows.move_to_end(client)
            if times[0] <= cutoff:
                past = bisect_right(times, cutoff)
                if 2 * past >= len(times):
                    # Not each time, for all that stay have to be moved: with a large quota those are many.
                    del times[:past]
                    past = 0
        taken = len(times) - past
        accepted = taken < self._amount
        if accepted:
            times.append(now)
            taken += 1
        self._forget(cutoff)
        return Count(accepted, self._amount - taken, times[past] + self._seconds - now)

    def _forget(self, cutoff: float) -> None:
        while len(self._windows) > self._max_keys:
            self._windows.popitem(last=False)
        while len(self._windows) > 1:
            client = next(iter(self._windows))
            if self._windows[client][-1] > cutoff:
                return
            del self._windows[client]
