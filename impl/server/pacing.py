"""How fast an address that has not proven to be a user's is served: see specs/adr/0009-processes-and-load.md."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence

from limits import RateLimitItem

from impl.limits.buckets import Buckets
from impl.limits.proxies import TrustedProxies


class Pacer:
    """Bounds the work that each client address has done in this process before it proves a user's identity.

    Work is counted in tokens of the address's bucket. While that is empty, its connections are not read: whoever wants
    to go on waits here for a turn, in the order in which they came. Nothing is refused, it is only slower.
    """

    def __init__(
        self, quota: RateLimitItem, trusted_proxies: Sequence[str] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Connections of trusted proxies, addresses or networks, carry many clients and are not paced."""
        self._buckets = Buckets(quota, clock=clock)
        self._proxies = TrustedProxies(trusted_proxies)
        self._waiting: dict[str, deque[Callable[[], None]]] = {}

    def client(self, host: str | None) -> str | None:
        """Whose bucket the connections of an address share; None where they are not paced."""
        return None if host is None else self._proxies.client_of(host)

    def take(self, client: str, tokens: int = 1) -> None:
        """Count work that has been done, or is about to be."""
        self._buckets.take(client, tokens)

    def give(self, client: str, tokens: int) -> None:
        """Take back what was counted: it was a user's."""
        self._buckets.give(client, tokens)

    def is_exhausted(self, client: str) -> bool:
        """Whether a client has to wait."""
        return client in self._waiting or self._buckets.wait_seconds(client) > 0

    def wait(self, client: str, turn: Callable[[], None]) -> None:
        """Call `turn` when it is its turn, with one token taken for it."""
        if client not in self._waiting:
            self._waiting[client] = deque()
            self._call(client)
        self._waiting[client].append(turn)

    def _call(self, client: str) -> None:
        asyncio.get_running_loop().call_later(self._buckets.wait_seconds(client), self._next, client)

    def _next(self, client: str) -> None:
        waiting = self._waiting[client]
        while waiting and not self._buckets.wait_seconds(client):  # users give tokens back, so there may be several
            self._buckets.take(client)
            asyncio.get_running_loop().call_soon(waiting.popleft())
        if waiting:
            self._call(client)
        else:
            del self._waiting[client]
