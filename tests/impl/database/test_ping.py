"""FR-220: concurrent readiness checks share one ping."""

import asyncio
import gc
import logging

import pytest

from impl.database.errors import DatabaseUnavailable
from impl.database.ping import SharedPing
from impl.database.timeouts import PING_SECONDS
from tests.impl.limits.clock import Clock


class Pinged:
    """A database that answers when the test allows it."""

    def __init__(self) -> None:
        self.asked = 0
        self.answer = asyncio.Event()
        self.fault: Exception | None = None

    async def __call__(self) -> None:
        self.asked += 1
        await self.answer.wait()
        if self.fault is not None:
            raise self.fault


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pinged() -> Pinged:
    return Pinged()


@pytest.fixture
def ping(pinged: Pinged, clock: Clock) -> SharedPing:
    return SharedPing(pinged, clock)


async def settle() -> None:
    """Let started tasks run until they wait."""
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize("fault", [None, DatabaseUnavailable()])
async def test_all_who_ask_share_one(ping: SharedPing, pinged: Pinged, clock: Clock, fault: Exception | None) -> None:
    """While it runs, and until 0.75 s after its end; its failure is shared too."""
    pinged.fault = fault
    asking = [asyncio.create_task(ping()) for _ in range(48)]
    await settle()
    clock.now += 10
    asking += [asyncio.create_task(ping()) for _ in range(48)]
    await settle()
    assert pinged.asked == 1
    pinged.answer.set()
    assert await asyncio.gather(*asking, return_exceptions=True) == [fault] * 96
    clock.now += 0.74
    assert await asyncio.gather(*(ping() for _ in range(48)), return_exceptions=True) == [fault] * 48
    assert pinged.asked == 1
    clock.now += 0.01
    pinged.fault = DatabaseUnavailable() if fault is None else None
    assert await asyncio.gather(*(ping() for _ in range(48)), return_exceptions=True) == [pinged.fault] * 48
    assert pinged.asked == 2


def test_an_outage_is_told_within_two_seconds() -> None:
    """FR-106: the time of a cached answer plus that of the next ping."""
    clock, now = Clock(), 0.0
    ping = SharedPing(Pinged(), clock)
    clock.now = now = 5.0
    asyncio.run(_ask(ping))
    assert ping._valid_until - now + PING_SECONDS < 2


async def _ask(ping: SharedPing) -> None:
    ping._ping.answer.set()  # type: ignore[attr-defined]
    await ping()


async def test_who_stops_waiting_ends_it_for_nobody(ping: SharedPing, pinged: Pinged) -> None:
    """For example because the client of the first request disconnects."""
    asking = [asyncio.create_task(ping()) for _ in range(3)]
    await settle()
    asking[0].cancel()
    await settle()
    assert [task.done() for task in asking] == [True, False, False]
    pinged.answer.set()
    assert await asyncio.gather(*asking[1:]) == [None, None]
    assert (asking[0].cancelled(), pinged.asked) == (True, 1)


async def test_a_failure_that_nobody_waits_for_is_no_defect(
    ping: SharedPing, pinged: Pinged, caplog: pytest.LogCaptureFixture, clock: Clock
) -> None:
    """If all clients have disconnected, nothing is logged."""
    caplog.set_level(logging.DEBUG)
    pinged.fault = DatabaseUnavailable()
    asking = asyncio.create_task(ping())
    await settle()
    asking.cancel()
    await settle()
    pinged.answer.set()
    await settle()
    pinged.fault = None
    clock.now += 10
    await ping()
    gc.collect()
    assert not [record for record in caplog.records if "never retrieved" in record.getMessage()]


async def test_a_failure_does_not_grow(ping: SharedPing, pinged: Pinged) -> None:
    """One exception is raised for all who ask while it is cached."""
    pinged.fault = DatabaseUnavailable()
    pinged.answer.set()
    for _ in range(1000):
        with pytest.raises(DatabaseUnavailable) as caught:
            await ping()
    assert len(caught.traceback) < 10
