"""The header fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11)."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from impl.limits.quota import Count, Policy

_QUOTA_STATES = "tasks_api.rate_limits"


@dataclass(slots=True)
class QuotaState:
    """What a client has left under one policy after its request was counted."""

    policy: Policy
    count: Count

    @property
    def reset_seconds(self) -> int:
        """How many whole seconds a client with nothing left must wait before it may try again."""
        return max(1, ceil(self.count.reset_seconds))

    def is_stricter_than(self, other: "QuotaState") -> bool:
        """Return whether less is left than under `other`; if the same is left, whether the wait is longer."""
        if self.count.remaining != other.count.remaining:
            return self.count.remaining < other.count.remaining
        return self.reset_seconds > other.reset_seconds


def store_quota_state(scope: MutableMapping[str, Any], state: QuotaState) -> None:
    """Store the state in the request's scope, for the header fields of its response."""
    scope.setdefault(_QUOTA_STATES, []).append(state)


def rate_limit_fields(scope: MutableMapping[str, Any]) -> list[tuple[bytes, bytes]]:
    """Return the header fields of the response: all policies that were applied, and what is left under the strictest
    (FR-070)."""
    states: Sequence[QuotaState] | None = scope.get(_QUOTA_STATES)
    if not states:
        return []
    strictest, *others = states
    policies = strictest.policy.field
    for other in others:
        policies += f", {other.policy.field}"
        if other.is_stricter_than(strictest):
            strictest = other
    limit = f'"{strictest.policy.name}";r={strictest.count.remaining};t={strictest.reset_seconds}'
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", limit.encode())]
