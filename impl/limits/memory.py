"""The rate limit windows of one process, in bounded memory."""

import time
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

from limits import RateLimitItem

from impl.limits.quota import Count

MAX_KEYS = 50_000
_NO_TIMES = array("d")


class LocalWindow:
    """A moving window for each client of one policy, in this process alone (FR-076).

    The memory storage of `limits` checks every key after every hit, on a thread for each, and has no upper limit. Here
    each hit checks only the clients that were seen the longest ago and removes those whose window is over. If there is
    no room for another client, the one that was seen the longest ago is dropped, whatever it has left (FR-076).
    """

    def __init__(
        self, item: RateLimitItem, max_keys: int = MAX_KEYS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._amount = item.amount
        self._seconds = item.get_expiry()
        self._max_keys = max_keys
        self._clock = clock
        # The times of the accepted requests, oldest first; up to half of them may be older than the window. Most
        # clients send one request, so each has an array, which is small. The client seen the longest ago is first.
        self._windows: OrderedDict[str, array[float]] = OrderedDict()

    def __len__(self) -> int:
        """Return the number of stored clients."""
        return len(self._windows)

    def peek(self, client: str) -> Count:
        """Return what a client has left, without counting a request."""
        now = self._clock()
        times = self._windows.get(client, _NO_TIMES)
        past = bisect_right(times, now - self._seconds)
        taken = len(times) - past
        reset = times[past] + self._seconds - now if taken else 0.0
        return Count(taken < self._amount, self._amount - taken, reset)

    def take(self, client: str) -> Count:
        """Count a request if there is room for it in the window, and return the result."""
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
                    # Deleting moves all later times, which are many with a large quota, so it is done rarely.
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
