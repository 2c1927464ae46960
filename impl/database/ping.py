"""Whether the database answers, asked once for all who want to know it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

REMEMBERED_SECONDS = 0.75
"""With the seconds that a ping may take, less than the two within which an outage is told (FR-106)."""


class SharedPing:
    """One ping at a time. Its result is that of all who ask while it runs and shortly after (FR-220).

    A failure is remembered as a success is. Who stops waiting ends the ping for nobody.
    """

    def __init__(self, ping: Callable[[], Awaitable[None]], clock: Callable[[], float] = time.monotonic) -> None:
        self._ping = ping
        self._clock = clock
        self._asked: asyncio.Task[None] | None = None
        self._known_until = 0.0

    async def __call__(self) -> None:
        """Raises what the ping raises."""
        asked = self._asked
        if asked is None or (asked.done() and self._clock() >= self._known_until):
            asked = self._asked = asyncio.create_task(self._ask())
            asked.add_done_callback(_retrieve)
        await asyncio.shield(asked)

    async def _ask(self) -> None:
        try:
            await self._ping()
        finally:
            self._known_until = self._clock() + REMEMBERED_SECONDS


def _retrieve(asked: asyncio.Task[None]) -> None:
    """Keep asyncio from logging a failure that nobody has waited for."""
    if not asked.cancelled():
        asked.exception()
