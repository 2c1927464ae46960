"""Applies the quotas of addresses and users to requests, and tells clients what they have left."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from limits import RateLimitItem

from impl.limits.address import client_of
from impl.limits.memory import LocalWindow
from impl.limits.quota import Count, Policy, PolicyName

if TYPE_CHECKING:
    from impl.limits.shared import SharedWindow

# Methods that change nothing (RFC 9110, section 9.2.1).
_SAFE_METHODS = ("GET", "HEAD")
_QUOTA_STATES = "tasks_api.rate_limits"


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
            await self._address.admit(scope, client_of(peer[0] if peer else None))

    async def admit_user(self, scope: MutableMapping[str, Any], user_id: str) -> None:
        """Count a request for its user, with separate quotas for reading and writing. Raises RateLimited (FR-070)."""
        counter = self._reads if scope.get("method", "GET") in _SAFE_METHODS else self._writes
        if counter is not None:
            await counter.admit(scope, user_id)

    async def aclose(self) -> None:
        """Close the connections to the store."""
        if self._shared is not None:
            await self._shared.aclose()

    def _counter(self, name: PolicyName, quota: RateLimitItem | None) -> "Counter | None":
        return None if quota is None else Counter(Policy(name, quota), LocalWindow(quota), self._shared)


class Counter:
    """Counts the requests of one policy, in this process always; the shared store adds what the others have counted.

    So when the store fails, no client gets a new quota in a process that has counted it, and a client whose quota is
    used up in this process is refused without asking the store.
    """

    def __init__(self, policy: Policy, local: LocalWindow, shared: "SharedWindow | None" = None) -> None:
        self._policy = policy
        self._local = local
        self._shared = shared

    async def admit(self, scope: MutableMapping[str, Any], client: str) -> None:
        """Count a request of a client, and store in its scope what is left. Raises RateLimited."""
        count = self._local.take(client) if self._shared is None else await self._take_shared(self._shared, client)
        state = QuotaState(self._policy, count)
        scope.setdefault(_QUOTA_STATES, []).append(state)
        if not count.accepted:
            raise RateLimited(state.reset_seconds)

    async def _take_shared(self, shared: "SharedWindow", client: str) -> Count:
        """Count a request here and in the shared store if it is within the quota, and return the result."""
        local = self._local.peek(client)
        if not local.accepted:
            return local
        others = await shared.take(self._policy.item, f"{self._policy.name}/{client}")
        if others is None:
            return self._local.take(client)
        if not others.accepted:
            return others
        local = self._local.take(client)
        stricter = min(local, others, key=lambda count: count.remaining)
        return Count(True, stricter.remaining, stricter.reset_seconds)


@dataclass(slots=True)
class QuotaState:
    """What a client has left under one policy after its request was counted."""

    policy: Policy
    count: Count

    @property
    def reset_seconds(self) -> int:
        """How many whole seconds a client with nothing left must wait before it may try again."""
        return max(1, ceil(self.count.reset_seconds))


def rate_limit_fields(scope: MutableMapping[str, Any]) -> list[tuple[bytes, bytes]]:
    """Return the header fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11): all
    policies that were applied, and what is left under the strictest (FR-070).

    That is the one with the least left; if the same is left, the one with the longer wait; else the first.
    """
    states: list[QuotaState] | None = scope.get(_QUOTA_STATES)
    if not states:
        return []
    strictest = min(states, key=lambda state: (state.count.remaining, -state.reset_seconds))
    policies = ", ".join([state.policy.field for state in states])
    limit = f'"{strictest.policy.name}";r={strictest.count.remaining};t={strictest.reset_seconds}'
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", limit.encode())]
