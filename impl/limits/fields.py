"""The header fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11)."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from .quota import Count, Policy

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


def remember(scope: MutableMapping[str, Any], standing: Standing) -> None:
    """Keep what the response to a request has to say."""
    scope.setdefault(_STANDINGS, []).append(standing)


def rate_limit_fields(scope: MutableMapping[str, Any]) -> list[tuple[bytes, bytes]]:
    """The fields of the response: all policies that were applied, and the standing under the tightest (FR-072)."""
    standings: Iterable[Standing] = scope.get(_STANDINGS, ())
    if not standings:
        return []
    policies = ", ".join([one.policy.field for one in standings])
    tightest = min(standings, key=_tightness)
    limit = f'"{tightest.policy.name}";r={tightest.count.remaining};t={tightest.reset_seconds}'
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", limit.encode())]


def _tightness(standing: Standing) -> tuple[int, int]:
    return standing.count.remaining, -standing.reset_seconds
