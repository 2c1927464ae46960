"""FR-061: the keys of an issuer, by a clock of the test's own."""

import asyncio

import pytest

from impl.tokens.key_set import PAUSE_SECONDS, REFRESH_SECONDS, STALE_SECONDS, FetchFailed, KeySet, KeysUnavailable
from tests.tokens.issuer import Issuer


class Clock:
    """Seconds, as the test says."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


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


async def known(keys: KeySet, key_id: str, algorithm: str = "EdDSA") -> bool:
    return await keys.find(key_id, algorithm) is not None


async def test_a_key_is_fetched_when_it_is_first_asked_for(keys: KeySet, issuer: Issuer) -> None:
    assert await known(keys, "a")
    assert await known(keys, "a")
    assert issuer.fetches == 1


async def test_at_once_one_fetch_serves_all(keys: KeySet, issuer: Issuer) -> None:
    assert all(await asyncio.gather(*(known(keys, "a") for _ in range(100))))
    assert issuer.fetches == 1


async def test_a_new_key_is_known_within_the_pause(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    assert await known(keys, "a")
    issuer.add("b", "ES256")
    assert not await known(keys, "b", "ES256")
    clock.now += PAUSE_SECONDS
    assert await known(keys, "b", "ES256")


@pytest.mark.parametrize("fault", [None, FetchFailed("away")])
async def test_unknown_keys_cause_one_fetch_a_pause(
    keys: KeySet, issuer: Issuer, clock: Clock, fault: Exception | None
) -> None:
    """A thousand of them, the issuer there or away."""
    assert await known(keys, "a")
    issuer.fault = fault
    for pause in range(1, 4):
        clock.now += PAUSE_SECONDS
        found = await asyncio.gather(*(known(keys, f"unknown {number}") for number in range(1000)))
        assert not any(found)
        assert issuer.fetches == 1 + pause


async def test_known_keys_are_not_delayed_by_an_issuer_that_hangs(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    assert await known(keys, "a")
    hanging = asyncio.Event()

    async def hang() -> list[object]:
        await hanging.wait()
        raise FetchFailed("at last")

    keys._fetch = hang  # type: ignore[assignment]
    clock.now += PAUSE_SECONDS
    waiting = asyncio.create_task(known(keys, "unknown"))
    await asyncio.sleep(0)
    for _ in range(1000):
        assert await known(keys, "a")
    assert not waiting.done()
    hanging.set()
    assert not await waiting


async def test_keys_serve_through_an_outage_but_not_forever(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    """At least an hour."""
    assert await known(keys, "a")
    issuer.fault = FetchFailed("away")
    assert STALE_SECONDS >= 3600
    clock.now += STALE_SECONDS
    await keys.refresh()
    assert await known(keys, "a")
    clock.now += 1
    with pytest.raises(KeysUnavailable):
        await known(keys, "a")
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
    """Within ten minutes: the time between two refreshes, and the pause after one that failed."""
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


async def test_refreshing_goes_on_in_the_background(
    keys: KeySet, issuer: Issuer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its times; sooner after a fault; and it ends with the server."""
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock.now += seconds
        issuer.fault = FetchFailed("away") if len(slept) == 2 else None
        await real(0)

    monkeypatch.setattr("impl.tokens.key_set.asyncio.sleep", sleep)
    async with keys.running():
        while len(slept) < 5:
            await real(0)
    count = issuer.fetches
    await real(0)
    assert issuer.fetches == count
    assert REFRESH_SECONDS <= slept[0] <= REFRESH_SECONDS * 1.2
    assert slept[2] == PAUSE_SECONDS


async def test_without_an_id_the_only_key_of_the_algorithm(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    assert await keys.find(None, "EdDSA") is not None
    issuer.add("b", "EdDSA")
    clock.now += PAUSE_SECONDS
    await keys.refresh()
    assert await keys.find(None, "EdDSA") is None
