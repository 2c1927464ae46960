"""Keeps an issuer's keys current in the background, and uses them on while the issuer is unavailable."""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from impl.auth.keys import KeySetInvalid, VerificationKey

REFRESH_SECONDS = 240
"""The interval between two refreshes, plus up to a fifth: a key that the issuer removes is refused within ten
minutes."""
PAUSE_SECONDS = 30
"""The minimum interval between two fetches, so a new key is known within this time."""
STALE_SECONDS = 12 * 3600
"""How long keys are used after the last successful fetch. Afterwards, tokens that they have verified are refused
too."""
MAX_WAITING = 8
"""How many requests may wait for a fetch at once because their tokens name unknown keys."""

Fetch = Callable[[], Awaitable[list[VerificationKey]]]
_log = logging.getLogger(__name__)


class FetchFailed(Exception):
    """The issuer did not respond with a key set."""


class KeysUnavailable(Exception):
    """The token's key is unknown and the issuer can't be asked now, or the issuer has not been reached for hours."""


class KeySet:
    """The public keys of one issuer. There is one fetch at a time, and a known key never waits for one.

    `generation` counts the changes of the keys.
    """

    def __init__(self, fetch: Fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._waiting = 0
        self._keys: list[VerificationKey] = []
        self._fetched_at = self._attempted_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None
        self.generation = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Fetch the keys if possible, then refresh them until the block ends."""
        refreshing = None
        try:
            await self.refresh()
            refreshing = asyncio.create_task(self._refresh_forever())
            yield
        finally:
            for task in (refreshing, self._fetching):
                if task is not None:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    async def find(self, key_id: str | None, algorithm: str) -> VerificationKey | None:
        """Return the key with this id, or without an id the only key of the algorithm, or None.

        If the key is unknown, the keys are fetched, unless that was done just now. Raises KeysUnavailable if the key
        could still be the issuer's: the fetch failed, or too many requests wait for one (FR-061). If several keys share
        an id and an algorithm, none is returned.
        """
        key = self._find_cached(key_id, algorithm)
        if key is None:
            await self._wait_for_keys()
            key = self._find_cached(key_id, algorithm)
        failed = self._fetched_at < self._attempted_at
        if self._stale or (key is None and failed):
            raise KeysUnavailable
        return key

    async def refresh(self) -> None:
        """Fetch the keys, unless that was done just now. Concurrent callers wait for the same fetch."""
        if self._fetching is None:
            if self._clock() - self._attempted_at < PAUSE_SECONDS:
                return
            self._attempted_at = self._clock()
            self._fetching = asyncio.create_task(self._fetch_once())
        await asyncio.shield(self._fetching)

    async def _wait_for_keys(self) -> None:
        """Refresh the keys for a request. Raises KeysUnavailable if too many requests wait already."""
        if self._waiting >= MAX_WAITING:
            raise KeysUnavailable
        self._waiting += 1
        try:
            await self.refresh()
        finally:
            self._waiting -= 1

    @property
    def _stale(self) -> bool:
        return self._clock() - self._fetched_at > STALE_SECONDS

    def _find_cached(self, key_id: str | None, algorithm: str) -> VerificationKey | None:
        matching = [key for key in self._keys if key.algorithm == algorithm and key_id in (None, key.id)]
        return matching[0] if len(matching) == 1 else None

    async def _fetch_once(self) -> None:
        try:
            keys = await self._fetch()
        except (FetchFailed, KeySetInvalid) as error:
            _log.warning("the keys of the issuer can't be fetched: %s", error)
            self._keep_old_keys()
        except Exception:  # noqa: BLE001 - a defect in our code must not end the refreshing
            _log.exception("the keys of the issuer could not be read")
            self._keep_old_keys()
        else:
            if not keys:
                _log.warning("the issuer publishes no key that can be used")
            self._fetched_at = self._clock()
            self._replace_keys(keys)
        finally:
            self._fetching = None

    def _keep_old_keys(self) -> None:
        """Keep using the last keys, until they are older than `STALE_SECONDS`."""
        if self._stale:
            self._replace_keys([])

    def _replace_keys(self, keys: list[VerificationKey]) -> None:
        if keys != self._keys:
            self.generation += 1
            self._keys = keys

    async def _refresh_forever(self) -> None:
        while True:
            await self.refresh()
            current = self._fetched_at >= self._attempted_at
            await asyncio.sleep(REFRESH_SECONDS * random.uniform(1, 1.2) if current else PAUSE_SECONDS)  # noqa: S311
