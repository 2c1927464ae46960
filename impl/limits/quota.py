"""Quotas and the policies that they belong to."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from limits import RateLimitItem, parse_many

PolicyName: TypeAlias = Literal["address", "reads", "writes"]
"""As the header fields show it; the contract lists them."""


def parse_quota(text: str) -> RateLimitItem | None:
    """A quota such as `600/minute` or `100 per 10 seconds`; None for nothing or `off`. Raises ValueError."""
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
    """A quota for each client: of addresses, or of users for reading or writing."""

    name: PolicyName
    item: RateLimitItem
    field: str = field(init=False)
    """As the header field `RateLimit-Policy` has it: the quota, and the window in seconds."""

    def __post_init__(self) -> None:
        """Once for all responses."""
        object.__setattr__(self, "field", f'"{self.name}";q={self.item.amount};w={self.item.get_expiry()}')


@dataclass(slots=True)
class Count:
    """What counting a request came to: whether it is within the quota, what is left, and when more will be.

    `reset_seconds` is until the oldest request that counts no longer does: until then no more than `remaining` requests
    are accepted.
    """

    accepted: bool
    remaining: int
    reset_seconds: float
