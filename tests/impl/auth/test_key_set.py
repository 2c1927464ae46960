"""FR-061: the keys of an issuer, with a clock that the test controls."""

import asyncio

import pytest

from impl.auth.jwks import MAX_WAITING, PAUSE_SECONDS, FetchFailed, KeySet
from impl.auth.keys import KeySetInvalid
from tests.impl.auth.asking import asked, known, settle
from tests.impl.auth.issuer import Issuer
from tests.impl.limits.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer() -> Issuer:
    issuer = Issuer()
    issuer.add("a", "EdDSA")
    return issuer


@pytest.fixture
def keys(issuer: Issuer, clock: Clock) -> KeySet:
    return KeySet(issuer.fetch, clock)


async def test_a_key_is_fetched_when_it_is_first_asked_for(keys: KeySet, issuer: Issuer) -> None:
    assert await known(keys, "a")
    assert await known(keys, "a")
    assert issuer.fetches == 1


async def test_at_once_one_fetch_serves_all_who_may_wait(keys: KeySet, issuer: Issuer) -> None:
    """FR-061: eight requests wait; for the others the keys are unavailable at once."""
    issuer.hanging = asyncio.Event()
    waiting = [asyncio.create_task(asked(keys, "a")) for _ in range(108)]
    await settle()
    assert [task.done() for task in waiting] == [False] * 8 + [True] * 100
    issuer.hanging.set()
    assert await asyncio.gather(*waiting) == [True] * 8 + [None] * 100
    assert issuer.fetches == 1
    assert await asked(keys, "unknown") is False


async def test_a_new_key_is_known_within_the_pause(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    assert await known(keys, "a")
    issuer.add("b", "ES256")
    clock.now += 29
    assert not await known(keys, "b", "ES256")
    clock.now += 1
    assert await known(keys, "b", "ES256")


@pytest.mark.parametrize("fault", [None, FetchFailed("away"), KeySetInvalid("odd"), RuntimeError("defect")], ids=str)
async def test_unknown_keys_cause_one_fetch_a_pause(
    keys: KeySet, issuer: Issuer, clock: Clock, fault: Exception | None
) -> None:
    """A thousand unknown keys. If the issuer is unavailable, it is unknown whether they are valid (FR-061)."""
    assert await known(keys, "a")
    issuer.fault = fault
    for pause in range(1, 4):
        clock.now += PAUSE_SECONDS
        for _ in range(2):
            found = await asyncio.gather(*(asked(keys, f"unknown {number}") for number in range(MAX_WAITING)))
            assert found == [False if fault is None else None] * MAX_WAITING
            found = [await asked(keys, f"unknown {number}") for number in range(1000)]
            assert found == [False if fault is None else None] * 1000
            clock.now += PAUSE_SECONDS / 3
        clock.now -= PAUSE_SECONDS * 2 / 3
        assert issuer.fetches == 1 + pause


async def test_an_issuer_that_hangs_delays_nobody_who_has_a_known_key(
    keys: KeySet, issuer: Issuer, clock: Clock
) -> None:
    """FR-061: of a thousand unknown keys eight wait for one fetch; known keys never have to wait."""
    assert await known(keys, "a")
    issuer.hanging, issuer.fault = asyncio.Event(), FetchFailed("at last")
    clock.now += PAUSE_SECONDS
    waiting = [asyncio.create_task(asked(keys, f"unknown {number}")) for number in range(1000)]
    await settle()
    clock.now += PAUSE_SECONDS
    for _ in range(1000):
        with pytest.raises(StopIteration) as answer:
            known(keys, "a").send(None)
        assert answer.value.value is True
    assert sum(not task.done() for task in waiting) == MAX_WAITING == 8
    assert issuer.fetches == 2
    issuer.hanging.set()
    assert await asyncio.gather(*waiting) == [None] * 1000


async def test_who_stops_waiting_for_a_key_makes_room(keys: KeySet, issuer: Issuer) -> None:
    """FR-061: for example because its client disconnects."""
    issuer.hanging = asyncio.Event()
    for _ in range(5):
        waiting = [asyncio.create_task(asked(keys, "a")) for _ in range(MAX_WAITING)]
        await settle()
        assert not any(task.done() for task in waiting)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    last = asyncio.create_task(asked(keys, "a"))
    await settle()
    issuer.hanging.set()
    assert await last is True


async def test_who_goes_away_takes_the_fetch_from_nobody(keys: KeySet, issuer: Issuer) -> None:
    """The client of one request disconnects while others wait for the same fetch."""
    issuer.hanging = asyncio.Event()
    first, second = (asyncio.create_task(known(keys, "a")) for _ in range(2))
    await settle()
    first.cancel()
    await settle()
    issuer.hanging.set()
    assert await second
    assert first.cancelled()
    assert issuer.fetches == 1


async def test_without_an_id_the_only_key_of_the_algorithm(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    assert await keys.find(None, "EdDSA") is not None
    issuer.add("b", "EdDSA")
    clock.now += PAUSE_SECONDS
    await keys.refresh()
    assert await keys.find(None, "EdDSA") is None
