"""The header fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11)."""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from impl.limits.quota import Count, Policy

_STANDINGS = "tasks_api.rate_limits"


@dataclass(slots=True)
class Standing:
    """How the client of a request stands under a policy."""

    policy: Policy
    count: Count

    @property
    def reset_seconds(self) -> int:
        """In how many whole seconds a client who has nothing left may try again."""
        return max(1, ceil(self.count.reset_seconds))

    def is_tighter_than(self, other: "Standing") -> bool:
        """Whether less is left; where as much is, for longer."""
        if self.count.remaining != other.count.remaining:
            return self.count.remaining < other.count.remaining
        return self.reset_seconds > other.reset_seconds


def remember(scope: MutableMapping[str, Any], standing: Standing) -> None:
    """Keep what the response to a request has to say."""
    scope.setdefault(_STANDINGS, []).append(standing)


def rate_limit_fields(scope: MutableMapping[str, Any]) -> list[tuple[bytes, bytes]]:
    """The fields of the response: all policies that were applied, and the standing under the tightest (FR-072)."""
    standings: Sequence[Standing] | None = scope.get(_STANDINGS)
    if not standings:
        return []
    tightest, *others = standings
    policies = tightest.policy.field
    for other in others:
        policies += f", {other.policy.field}"
        if other.is_tighter_than(tightest):
            tightest = other
    limit = f'"{tightest.policy.name}";r={tightest.count.remaining};t={tightest.reset_seconds}'
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", limit.encode())]
