"""FR-270, FR-274: token buckets, on a clock of the test's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import RateLimitItemPerSecond

from impl.limits.buckets import Buckets
from tests.impl.limits.clock import Clock

EIGHT = RateLimitItemPerSecond(8)
"""So that times are exact in binary."""


def test_a_bucket_is_emptied_and_filled() -> None:
    """As much as it holds at once, then one each eighth of a second."""
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
    """What was taken beyond empty is waited for."""
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
    """A bucket that was full again meanwhile does not overflow when something is given back."""
    clock = Clock()
    buckets = Buckets(EIGHT, clock=clock)
    buckets.take("a", 8)
    clock.now += 2
    buckets.give("a", 8)
    buckets.take("a", 8)
    assert buckets.wait_seconds("a") == 0.125


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30)), max_size=40), st.sampled_from([1, 2, 4, 8]))
def test_no_window_has_more(steps: list[tuple[int, int]], amount: int) -> None:
    """Who waits as told never has more in so many windows than a bucket and what has come in, but for the last take;
    and nobody waits in vain."""
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
    """FR-274: a flood of addresses leaves no more than the bound; those that were seen last stay."""
    clock = Clock()
    buckets = Buckets(EIGHT, max_keys=1000, clock=clock)
    for client in range(100_000):
        buckets.take(str(client), tokens)
    assert len(buckets) == 1000
    buckets.take("99999", 8)
    assert buckets.wait_seconds("99999") > 0
    assert buckets.wait_seconds("98999") == 0


def test_full_buckets_are_forgotten() -> None:
    """FR-274: the memory of those who have waited long enough is given back."""
    clock = Clock()
    buckets = Buckets(EIGHT, clock=clock)
    for client in range(500):
        buckets.take(str(client))
    clock.now += 0.125
    buckets.take("new")
    assert len(buckets) == 1
