"""The keys of an issuer, kept current in the background, and through its outages."""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from impl.auth.keys import KeySetInvalid, VerificationKey

REFRESH_SECONDS = 240
"""Between two refreshes, and up to a fifth more: a key that the issuer has removed is refused within ten minutes."""
PAUSE_SECONDS = 30
"""Between two fetches at least, whatever is asked: a new key is known within this time."""
STALE_SECONDS = 12 * 3600
"""For so long keys are used whose issuer can't be reached; what they have proven is then forgotten too."""
MOST_WAITING = 8
"""Requests that wait for a fetch at once, whose tokens name keys that are not known."""

Fetch = Callable[[], Awaitable[list[VerificationKey]]]
_log = logging.getLogger(__name__)


class FetchFailed(Exception):
    """The issuer did not answer with a key set."""


class KeysUnavailable(Exception):
    """The key of the token is not known, and its issuer can't be asked now; or it has not been reached for hours."""


class KeySet:
    """The public keys of one issuer. One fetch at a time; who asks for a known key never waits for one.

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
        """Fetch the keys, if they can be had, then refresh them for as long as the block lasts."""
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
        """The key of this id; without an id the only one of the algorithm.

        One that is not known is fetched, unless the keys were fetched just now. Raises KeysUnavailable where it may be
        a key of the issuer's nevertheless: it gave no answer, or as many wait for it as may (FR-221).
        Keys that share id and algorithm can't be told apart, and are not found.
        """
        key = self._known(key_id, algorithm)
        if key is None:
            await self._wait_for_keys()
            key = self._known(key_id, algorithm)
        unanswered = self._fetched_at < self._attempted_at
        if self._stale or (key is None and unanswered):
            raise KeysUnavailable
        return key

    async def refresh(self) -> None:
        """Fetch the keys, unless they were fetched just now; who asks meanwhile waits for the same fetch."""
        if self._fetching is None:
            if self._clock() - self._attempted_at < PAUSE_SECONDS:
                return
            self._attempted_at = self._clock()
            self._fetching = asyncio.create_task(self._fetch_once())
        await asyncio.shield(self._fetching)

    async def _wait_for_keys(self) -> None:
        """Refresh for a request. Raises KeysUnavailable when too many wait already."""
        if self._waiting >= MOST_WAITING:
            raise KeysUnavailable
        self._waiting += 1
        try:
            await self.refresh()
        finally:
            self._waiting -= 1

    @property
    def _stale(self) -> bool:
        return self._clock() - self._fetched_at > STALE_SECONDS

    def _known(self, key_id: str | None, algorithm: str) -> VerificationKey | None:
        fitting = [key for key in self._keys if key.algorithm == algorithm and key_id in (None, key.id)]
        return fitting[0] if len(fitting) == 1 else None

    async def _fetch_once(self) -> None:
        try:
            keys = await self._fetch()
        except (FetchFailed, KeySetInvalid) as error:
            _log.warning("the keys of the issuer can't be fetched: %s", error)
            self._go_on_without()
        except Exception:  # noqa: BLE001 - a defect of ours, after which the keys must still be refreshed
            _log.exception("the keys of the issuer could not be read")
            self._go_on_without()
        else:
            if not keys:
                _log.warning("the issuer publishes no key that can be used")
            self._fetched_at = self._clock()
            self._take(keys)
        finally:
            self._fetching = None

    def _go_on_without(self) -> None:
        """The last keys serve on, for `STALE_SECONDS` at most."""
        if self._stale:
            self._take([])

    def _take(self, keys: list[VerificationKey]) -> None:
        if keys != self._keys:
            self.generation += 1
            self._keys = keys

    async def _refresh_forever(self) -> None:
        while True:
            await self.refresh()
            current = self._fetched_at >= self._attempted_at
            await asyncio.sleep(REFRESH_SECONDS * random.uniform(1, 1.2) if current else PAUSE_SECONDS)  # noqa: S311
