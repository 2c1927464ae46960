"""Limits how fast a client address is served that has not proven a user's identity:
specs/adr/0009-processes-and-load.md."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence

from limits import RateLimitItem

from impl.limits.buckets import Buckets
from impl.limits.proxies import TrustedProxies


class Pacer:
    """Limits the work that this process does for each client address before the address proves a user's identity.

    Work is counted in tokens, in one bucket for each address. While the bucket is empty, the connections of the address
    are not read, and wait in the order in which they asked. Nothing is refused: it only takes longer.
    """

    def __init__(
        self, quota: RateLimitItem, trusted_proxies: Sequence[str] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Connections of trusted proxies (addresses or networks) carry many clients and are not limited."""
        self._buckets = Buckets(quota, clock=clock)
        self._proxies = TrustedProxies(trusted_proxies)
        self._waiting: dict[str, deque[Callable[[], None]]] = {}

    def client(self, host: str | None) -> str | None:
        """Return the name of the bucket that the connections of an address share, or None if they are not limited."""
        return None if host is None else self._proxies.client_of(host)

    def take(self, client: str, tokens: int = 1) -> None:
        """Take tokens for work that has been done or is about to be done."""
        self._buckets.take(client, tokens)

    def give(self, client: str, tokens: int) -> None:
        """Give tokens back, because the work was a user's."""
        self._buckets.give(client, tokens)

    def is_exhausted(self, client: str) -> bool:
        """Return whether a client has to wait."""
        return client in self._waiting or self._buckets.wait_seconds(client) > 0

    def wait(self, client: str, callback: Callable[[], None]) -> None:
        """Take a token and call `callback` when it is the client's turn."""
        if client not in self._waiting:
            self._waiting[client] = deque()
            self._schedule(client)
        self._waiting[client].append(callback)

    def _schedule(self, client: str) -> None:
        asyncio.get_running_loop().call_later(self._buckets.wait_seconds(client), self._run_waiting, client)

    def _run_waiting(self, client: str) -> None:
        waiting = self._waiting[client]
        while waiting and not self._buckets.wait_seconds(client):  # tokens may have been given back, so try several
            self._buckets.take(client)
            asyncio.get_running_loop().call_soon(waiting.popleft())
        if waiting:
            self._schedule(client)
        else:
            del self._waiting[client]
