"""Quotas, policies and the result of counting a request."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from limits import RateLimitItem, parse_many

PolicyName: TypeAlias = Literal["address", "reads", "writes"]
"""The name in the header fields; the contract lists them."""


def parse_quota(text: str) -> RateLimitItem | None:
    """Parse a quota such as `600/minute` or `100 per 10 seconds`; an empty text and `off` give None. Raises
    ValueError."""
    if text.strip().lower() in ("", "off"):
        return None
    try:
        quotas = parse_many(text.strip())
    except ValueError:
        quotas = []
    if len(quotas) != 1 or quotas[0].amount < 1:
        raise ValueError(f"{text!r} is not a quota such as 600/minute, nor off")
    return quotas[0]


@dataclass(frozen=True, slots=True)
class Policy:
    """A quota that each client has: addresses, or users for reading or for writing."""

    name: PolicyName
    item: RateLimitItem
    field: str = field(init=False)
    """The policy in the header field `RateLimit-Policy`: the quota, and the window in seconds."""

    def __post_init__(self) -> None:
        """Build the header field once for all responses."""
        object.__setattr__(self, "field", f'"{self.name}";q={self.item.amount};w={self.item.get_expiry()}')


@dataclass(slots=True)
class Count:
    """The result of counting a request: whether it is within the quota, what is left, and when more will be.

    `reset_seconds` is the time until the oldest counted request leaves the window. Until then no more than `remaining`
    requests are accepted.
    """

    accepted: bool
    remaining: int
    reset_seconds: float
