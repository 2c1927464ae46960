"""Applies the quotas of addresses and users to requests."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limits import RateLimitItem

from impl.limits.address import client_of
from impl.limits.counter import Counter
from impl.limits.fields import QuotaState, store_quota_state
from impl.limits.memory import LocalWindow
from impl.limits.quota import Count, Policy, PolicyName

if TYPE_CHECKING:
    from impl.limits.shared import SharedWindow

# Methods that change nothing (RFC 9110, section 9.2.1).
_SAFE_METHODS = ("GET", "HEAD")


class RateLimited(Exception):
    """The client has used up a quota, and may try again after `retry_seconds`."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(retry_seconds)
        self.retry_seconds = retry_seconds


@dataclass(frozen=True, slots=True)
class Quotas:
    """The quotas of addresses, and of users for reading and writing; None means no limit."""

    address: RateLimitItem | None = None
    reads: RateLimitItem | None = None
    writes: RateLimitItem | None = None


class RateLimiter:
    """Counts each request for its address and, once it is authenticated, for its user.

    Each policy stores its own clients, so a flood of addresses does not push users out of memory.
    """

    def __init__(self, quotas: Quotas, shared: "SharedWindow | None" = None) -> None:
        self._shared = shared
        self._address = self._counter("address", quotas.address)
        self._reads = self._counter("reads", quotas.reads)
        self._writes = self._counter("writes", quotas.writes)

    async def admit_address(self, scope: MutableMapping[str, Any]) -> None:
        """Count a request for the peer's address. Raises RateLimited (FR-070)."""
        if self._address is not None:
            peer = scope.get("client")
            _check_quota(scope, self._address.policy, await self._address.take(client_of(peer[0] if peer else None)))

    async def admit_user(self, scope: MutableMapping[str, Any], user_id: str) -> None:
        """Count a request for its user, with separate quotas for reading and writing. Raises RateLimited (FR-070)."""
        counter = self._reads if scope.get("method", "GET") in _SAFE_METHODS else self._writes
        if counter is not None:
            _check_quota(scope, counter.policy, await counter.take(user_id))

    async def aclose(self) -> None:
        """Close the connections to the store."""
        if self._shared is not None:
            await self._shared.aclose()

    def _counter(self, name: PolicyName, quota: RateLimitItem | None) -> Counter | None:
        return None if quota is None else Counter(Policy(name, quota), LocalWindow(quota), self._shared)


def _check_quota(scope: MutableMapping[str, Any], policy: Policy, count: Count) -> None:
    state = QuotaState(policy, count)
    store_quota_state(scope, state)
    if not count.accepted:
        raise RateLimited(state.reset_seconds)
