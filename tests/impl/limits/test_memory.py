"""FR-076: windows in memory, with a clock that the test controls."""

import tracemalloc
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st
from limits import RateLimitItemPerMinute

from impl.limits.memory import LocalWindow
from impl.limits.quota import Count
from tests.impl.limits.clock import Clock

THREE = RateLimitItemPerMinute(3)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_window_moves(clock: Clock) -> None:
    """FR-076: what is left, and when there is more: each request counts for one window."""
    window = LocalWindow(THREE, clock=clock)
    seen = []
    for _ in range(4):
        count = window.take("a")
        seen.append((count.accepted, count.remaining, count.reset_seconds))
        clock.now += 10
    assert seen == [(True, 2, 60), (True, 1, 50), (True, 0, 40), (False, 0, 30)]
    clock.now = 1059.9
    assert not window.take("a").accepted
    clock.now = 1060
    assert window.take("a").accepted
    assert not window.take("a").accepted
    assert window.take("b").accepted


def test_looking_counts_nothing(clock: Clock) -> None:
    """FR-076: peeking counts no request."""
    window = LocalWindow(THREE, clock=clock)
    for _ in range(5):
        assert window.peek("a").remaining == 3
    window.take("a")
    assert window.peek("a").remaining == 2


def test_a_look_sees_what_the_next_request_will(clock: Clock) -> None:
    """FR-076."""
    window = LocalWindow(THREE, clock=clock)
    for _ in range(4):
        window.take("a")
        clock.now += 20
    for _ in range(5):
        peek = window.peek("a")
        if peek.remaining < 3:
            assert 0 < peek.reset_seconds <= 60
        clock.now += 15
    assert peek == Count(True, 3, 0)


def test_a_client_that_comes_once_takes_little_memory() -> None:
    """FR-076: fifty thousand clients take less than 25 MB."""
    tracemalloc.start()
    try:
        window = LocalWindow(THREE)
        take_all(window, range(10_000))
        assert len(window) == 10_000
        assert tracemalloc.get_traced_memory()[0] / len(window) < 500
    finally:
        tracemalloc.stop()


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 5))
def test_quota_holds_in_any_window(waits: list[float], quota: int) -> None:
    """FR-076: whenever requests arrive, no window exceeds the quota, and no request is refused needlessly."""
    clock = Clock()
    window, accepted = LocalWindow(RateLimitItemPerMinute(quota), clock=clock), list[float]()
    for wait in waits:
        clock.now += wait
        room = len([time for time in accepted if time > clock.now - 60]) < quota
        count = window.take("a")
        assert count.accepted == room
        if count.accepted:
            accepted.append(clock.now)
    for start in accepted:
        assert bisect_left(accepted, start + 60) - bisect_left(accepted, start) <= quota


def take_all(window: LocalWindow, clients: range) -> None:
    for client in clients:
        window.take(str(client))


def test_clients_are_bounded(clock: Clock) -> None:
    """FR-076: many addresses use no more memory than the limit; those that were seen last stay."""
    window = LocalWindow(THREE, max_keys=1000, clock=clock)
    take_all(window, range(100_000))
    assert len(window) == 1000
    assert window.peek("99000").remaining == 2
    assert window.peek("98999").remaining == 3


def test_who_is_seen_is_kept(clock: Clock) -> None:
    """FR-076: a client that keeps sending requests, even refused ones, is not dropped for others."""
    window = LocalWindow(THREE, max_keys=100, clock=clock)
    for flood in range(50):
        window.take("busy")
        take_all(window, range(flood * 90, flood * 90 + 90))
    assert not window.take("busy").accepted


def test_expired_clients_are_forgotten(clock: Clock) -> None:
    """FR-076: clients whose window is over are dropped from memory."""
    window = LocalWindow(THREE, clock=clock)
    take_all(window, range(500))
    clock.now += 30
    take_all(window, range(500, 600))
    clock.now += 30
    window.take("new")
    assert len(window) == 101


def test_the_last_expired_client_is_forgotten_too(clock: Clock) -> None:
    """FR-076: of two clients, the one whose window is over goes."""
    window = LocalWindow(THREE, clock=clock)
    window.take("gone")
    clock.now += 60
    window.take("new")
    assert len(window) == 1


def test_a_busy_client_takes_the_memory_of_two_windows_at_most() -> None:
    """FR-076: 64 requests a second, for ten minutes, under a quota that is never used up."""
    clock = Clock()
    window, longest = LocalWindow(RateLimitItemPerMinute(1_000_000), clock=clock), 0
    for turn in range(38_400):
        clock.now += 1 / 64  # to the bit
        count = window.take("a")
        longest = max(longest, len(window._windows["a"]))
        assert (count.accepted, count.remaining) == (True, 1_000_000 - min(turn + 1, 3_840))
    assert longest <= 2 * 3_840 + 1
