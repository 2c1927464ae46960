"""FR-128, FR-210: what counts as load, and the log of refused requests."""

import asyncio
import contextvars
from typing import Any

import pytest

from impl.limits.load import Load, Overloaded


async def test_each_second_has_a_line(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line for each second with refused requests, with their number."""
    monkeypatch.setattr("impl.telemetry.counted_log._REPORT_SECONDS", 0.01)
    load = Load(max_in_flight=2)
    for refused in (3, 1):
        load.in_flight = 2
        for _ in range(refused):
            with pytest.raises(Overloaded):
                load.admit()
        load.in_flight = 1
        load.admit()
        await asyncio.sleep(0.1)
    lines: list[Any] = [record.msg for record in caplog.records]
    assert [(line["event"], line["shed"]) for line in lines] == [("overloaded", 3), ("overloaded", 1)]


def test_a_request_counts_from_its_admission_to_its_answer() -> None:
    """FR-210: not before, not while it waits, not after; and each request only once."""
    load = Load(max_in_flight=1)
    work = load.begin()
    assert load.in_flight == 0
    load.admit()
    assert load.in_flight == 1
    with load.waiting():
        assert load.in_flight == 0
        with load.waiting():
            assert load.in_flight == 0
        assert load.in_flight == 0
    assert load.in_flight == 1
    load.end(work)
    load.end(work)
    assert load.in_flight == 0


def test_waiting_of_what_does_not_count() -> None:
    """FR-210: health checks and unauthenticated requests; their waiting makes no room for others."""
    load = Load(max_in_flight=1)
    load.begin()
    with load.waiting():
        assert load.in_flight == 0
    assert load.in_flight == 0


def test_a_request_that_has_failed_while_it_waited() -> None:
    """FR-210: the exception is raised, and the request counts again until it is answered."""
    load = Load()
    load.begin()
    load.admit()
    with pytest.raises(TimeoutError), load.waiting():
        raise TimeoutError
    assert load.in_flight == 1


async def test_who_waits_for_longer_than_its_request() -> None:
    """FR-210: a task that outlives its request does not count."""
    load, over = Load(), asyncio.Event()

    async def fetch() -> None:
        with load.waiting():
            await over.wait()

    work = load.begin()
    load.admit()
    left_behind = asyncio.create_task(fetch())
    await asyncio.sleep(0)
    load.end(work)
    over.set()
    await left_behind
    assert load.in_flight == 0


def test_outside_of_a_request() -> None:
    """FR-210: nothing is counted, and no exception is raised."""
    load = Load()

    def use() -> None:
        with load.waiting():
            load.admit()

    contextvars.Context().run(use)
    assert load.in_flight == 0
