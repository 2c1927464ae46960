"""FR-270, FR-272: token buckets, with a clock that the test controls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import RateLimitItemPerSecond

from impl.limits.buckets import Buckets
from tests.impl.limits.clock import Clock

EIGHT = RateLimitItemPerSecond(8)
"""So that times are exact in binary."""


def test_a_bucket_is_emptied_and_filled() -> None:
    """It holds eight tokens, and gets one each eighth of a second."""
    clock = Clock()
    buckets = Buckets(EIGHT, clock=clock)
    for _ in range(8):
        assert buckets.wait_seconds("a") == 0
        buckets.take("a")
    assert buckets.wait_seconds("a") == 0.125
    assert buckets.wait_seconds("b") == 0
    clock.now += 0.0625
    assert buckets.wait_seconds("a") == 0.0625
    clock.now += 0.0625
    assert buckets.wait_seconds("a") == 0
    clock.now += 3600
    buckets.take("a", 8)
    assert buckets.wait_seconds("a") == 0.125


def test_a_debt_is_paid_off() -> None:
    """Tokens that were taken from an empty bucket delay the next ones."""
    clock = Clock()
    buckets = Buckets(EIGHT, clock=clock)
    buckets.take("a", 80)
    assert buckets.wait_seconds("a") == 72 / 8 + 0.125
    buckets.give("a", 72)
    assert buckets.wait_seconds("a") == 0.125
    buckets.give("a", 1)
    assert buckets.wait_seconds("a") == 0
    buckets.give("nobody", 1)
    assert len(buckets) == 1


def test_no_more_is_given_than_it_holds() -> None:
    """Giving tokens back does not overfill a bucket that has been refilled in the meantime."""
    clock = Clock()
    buckets = Buckets(EIGHT, clock=clock)
    buckets.take("a", 8)
    clock.now += 2
    buckets.give("a", 8)
    buckets.take("a", 8)
    assert buckets.wait_seconds("a") == 0.125


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=40), st.sampled_from([1, 2, 4, 8]))
def test_no_window_has_more(steps: list[tuple[int, int]], amount: int) -> None:
    """A client that waits as told never gets more than the bucket and its refill, except for the last take, and never
    waits too long."""
    clock = Clock()
    buckets, taken = Buckets(RateLimitItemPerSecond(amount), clock=clock), list[tuple[float, int]]()
    for wait, tokens in steps:
        clock.now += wait / 8
        before = buckets.wait_seconds("a")
        if before:
            clock.now += before - 1 / 16
            assert buckets.wait_seconds("a") == 1 / 16
            clock.now += 1 / 16
        assert buckets.wait_seconds("a") == 0
        buckets.take("a", tokens)
        taken.append((clock.now, tokens))
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            seconds = taken[last][0] - taken[first][0]
            assert sum(tokens for _, tokens in taken[first:last]) < amount + seconds * amount


@pytest.mark.parametrize("tokens", [1, 1_000_000])
def test_clients_are_bounded(tokens: int) -> None:
    """FR-272: many addresses use no more memory than the limit; those that were seen last stay."""
    clock = Clock()
    buckets = Buckets(EIGHT, max_keys=1000, clock=clock)
    for client in range(100_000):
        buckets.take(str(client), tokens)
    assert len(buckets) == 1000
    buckets.take("99999", 8)
    assert buckets.wait_seconds("99999") > 0
    assert buckets.wait_seconds("98999") == 0


def test_full_buckets_are_forgotten() -> None:
    """FR-272: full buckets are dropped from memory."""
    clock = Clock()
    buckets = Buckets(EIGHT, clock=clock)
    for client in range(500):
        buckets.take(str(client))
    clock.now += 0.125
    buckets.take("new")
    assert len(buckets) == 1
