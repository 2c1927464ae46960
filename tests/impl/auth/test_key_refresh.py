"""FR-061: how the keys of an issuer are fetched again, with a clock that the test controls."""

import asyncio

import pytest

from impl.auth.jwks import PAUSE_SECONDS, REFRESH_SECONDS, FetchFailed, KeySet, KeysUnavailable
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


async def test_keys_serve_through_an_outage_but_not_forever(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    """For exactly twelve hours."""
    assert await known(keys, "a")
    generation = keys.generation
    issuer.fault = FetchFailed("away")
    clock.now += 12 * 3600
    await keys.refresh()
    assert await known(keys, "a")
    clock.now += 1
    with pytest.raises(KeysUnavailable):
        await known(keys, "a")
    assert keys.generation == generation
    clock.now += 29
    await keys.refresh()
    assert keys.generation == generation + 1, "what they have proven is not forgotten"
    issuer.fault = None
    clock.now += PAUSE_SECONDS
    await keys.refresh()
    assert await known(keys, "a")


async def test_without_any_keys_nothing_can_be_said(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    issuer.fault = FetchFailed("away")
    for _ in range(3):
        with pytest.raises(KeysUnavailable):
            await known(keys, "a")
    assert issuer.fetches == 1
    issuer.fault = None
    clock.now += PAUSE_SECONDS
    assert await known(keys, "a")


async def test_a_removed_key_is_refused_after_the_refresh(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    """Within ten minutes: the interval between two refreshes, plus the pause after a failed one."""
    assert REFRESH_SECONDS * 1.2 + PAUSE_SECONDS < 600
    assert await known(keys, "a")
    generation = keys.generation
    issuer.add("b", "EdDSA")
    del issuer.keys["a"]
    clock.now += REFRESH_SECONDS
    await keys.refresh()
    assert not await known(keys, "a")
    assert await known(keys, "b")
    assert keys.generation == generation + 1


async def test_all_keys_may_be_removed(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    """An issuer that publishes an empty set is available: its old keys are invalid, not unavailable."""
    assert await known(keys, "a")
    issuer.keys.clear()
    clock.now += REFRESH_SECONDS
    await keys.refresh()
    assert not await known(keys, "a")


async def test_a_removed_key_is_refused_within_ten_minutes(
    keys: KeySet, issuer: Issuer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the background refresh alone, with the longest interval, if the key is removed right after a fetch."""
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        clock.now += seconds
        await real(0)

    async def until(known: bool, key_id: str) -> None:
        while (keys._find_cached(key_id, "EdDSA") is not None) != known:
            await real(0)

    monkeypatch.setattr("impl.auth.jwks.asyncio.sleep", sleep)
    monkeypatch.setattr("impl.auth.jwks.random.uniform", lambda _, most: most)
    async with keys.running():
        for key_id in ("b", "c", "d"):
            issuer.add(key_id, "EdDSA")
            await until(True, key_id)
            issuer.keys.pop(key_id)
            removed_at = clock.now
            await until(False, key_id)
            assert clock.now - removed_at < 600


async def test_a_renamed_key_is_another(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    """Tokens that were verified under the old id must be verified again."""
    assert await known(keys, "a")
    generation = keys.generation
    issuer.keys["b"] = issuer.keys.pop("a")
    clock.now += PAUSE_SECONDS
    assert await known(keys, "b")
    assert not await known(keys, "a")
    assert keys.generation == generation + 1
    clock.now += PAUSE_SECONDS
    await keys.refresh()
    assert keys.generation == generation + 1, "the same keys are no change"


async def test_the_end_of_the_server_ends_a_fetch(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    """A fetch that hangs, started by the server's start or by a request."""
    before = asyncio.all_tasks()
    async with keys.running():
        issuer.hanging = asyncio.Event()
        clock.now += PAUSE_SECONDS
        asking = asyncio.create_task(asked(keys, "unknown"))
        await settle()
        assert issuer.fetches == 2
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert asyncio.all_tasks() == before
    clock.now += PAUSE_SECONDS
    starting = asyncio.create_task(keys.running().__aenter__())
    await settle()
    assert issuer.fetches == 3
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert asyncio.all_tasks() == before


async def test_the_server_starts_with_the_keys(keys: KeySet, issuer: Issuer) -> None:
    """FR-061: the first requests need not wait for the keys; if they can't be fetched, the server starts without."""
    async with keys.running():
        assert await asyncio.gather(*(asked(keys, "a") for _ in range(100))) == [True] * 100
    issuer.fault = FetchFailed("away")
    async with KeySet(issuer.fetch).running():
        assert issuer.fetches == 2


@pytest.mark.parametrize("fault", [FetchFailed("away"), RuntimeError("defect")], ids=str)
async def test_refreshing_goes_on_in_the_background(
    keys: KeySet, issuer: Issuer, clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """At its intervals, sooner after a failure, and until the server stops."""
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds
        issuer.fault = fault if len(slept) == 2 else None
        await real(0)

    monkeypatch.setattr("impl.auth.jwks.asyncio.sleep", sleep)
    async with keys.running():
        while len(slept) < 5:
            await real(0)
    count = issuer.fetches
    await real(0)
    assert issuer.fetches == count
    assert 240 <= slept[0] <= 288
    assert slept[2] == 30
