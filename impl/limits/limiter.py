"""Admits requests within the quotas of their client's address and of their user."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limits import RateLimitItem

from impl.limits.address import client_of
from impl.limits.counter import Counter
from impl.limits.fields import Standing, remember
from impl.limits.memory import LocalWindow
from impl.limits.quota import Policy, PolicyName

if TYPE_CHECKING:
    from impl.limits.shared import SharedWindow

# RFC 9110, section 9.2.1: methods that change nothing.
_READING = ("GET", "HEAD")


class RateLimited(Exception):
    """The client has used up a quota."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(retry_seconds)
        self.retry_seconds = retry_seconds


@dataclass(frozen=True, slots=True)
class Quotas:
    """What a client may take; None is without limit."""

    address: RateLimitItem | None = None
    reads: RateLimitItem | None = None
    writes: RateLimitItem | None = None


class RateLimiter:
    """Counts each request for the address that it comes from, then for the user who it proves to be.

    Each policy remembers its own clients, so that many addresses push no user out of memory.
    """

    def __init__(self, quotas: Quotas, shared: "SharedWindow | None" = None) -> None:
        self._shared = shared
        self._address = self._counter("address", quotas.address)
        self._reads = self._counter("reads", quotas.reads)
        self._writes = self._counter("writes", quotas.writes)

    async def admit_address(self, scope: MutableMapping[str, Any]) -> None:
        """Count a request for the peer's address. Raises RateLimited (FR-070)."""
        peer = scope.get("client")
        await _admit(self._address, scope, client_of(peer[0] if peer else None))

    async def admit_user(self, scope: MutableMapping[str, Any], user_id: str) -> None:
        """Count a request for its user, reading and writing apart. Raises RateLimited (FR-071)."""
        await _admit(self._reads if scope["method"] in _READING else self._writes, scope, user_id)

    async def aclose(self) -> None:
        """Close the connections to the store."""
        if self._shared is not None:
            await self._shared.aclose()

    def _counter(self, name: PolicyName, quota: RateLimitItem | None) -> Counter | None:
        return None if quota is None else Counter(Policy(name, quota), LocalWindow(quota), self._shared)


async def _admit(counter: Counter | None, scope: MutableMapping[str, Any], client: str) -> None:
    if counter is None:
        return
    standing = Standing(counter.policy, await counter.take(client))
    remember(scope, standing)
    if not standing.count.accepted:
        raise RateLimited(standing.reset_seconds)
