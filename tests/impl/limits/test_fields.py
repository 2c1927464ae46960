"""FR-070: the header fields of draft-ietf-httpapi-ratelimit-headers-11."""

from impl.limits.fields import QuotaState, rate_limit_fields, store_quota_state
from impl.limits.quota import Count, Policy, PolicyName, parse_quota


def standing(name: PolicyName, quota: str, remaining: int, reset: float) -> QuotaState:
    item = parse_quota(quota)
    assert item is not None
    return QuotaState(Policy(name, item), Count(remaining > 0, remaining, reset))


def fields(*standings: QuotaState) -> dict[bytes, bytes]:
    scope: dict[str, object] = {}
    for one in standings:
        store_quota_state(scope, one)
    return dict(rate_limit_fields(scope))


def test_of_two_equally_tight_the_longer_is_told() -> None:
    """FR-070: the policy that makes the client wait longer."""
    header_fields = fields(standing("address", "50/hour", 0, 1800), standing("reads", "5/minute", 0, 20))
    assert header_fields[b"ratelimit"] == b'"address";r=0;t=1800'


def test_of_two_alike_the_first_is_told() -> None:
    """FR-070: otherwise the order of the policies decides."""
    header_fields = fields(standing("address", "5/minute", 3, 20), standing("reads", "5/minute", 3, 20))
    assert header_fields[b"ratelimit"] == b'"address";r=3;t=20'


def test_never_zero_seconds() -> None:
    """FR-070: a wait that is already over is reported as one second."""
    assert standing("reads", "5/minute", 0, -0.1).reset_seconds == 1
