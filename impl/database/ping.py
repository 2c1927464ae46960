"""Checks whether the database answers, with one ping for all concurrent callers."""

import asyncio
import time
from collections.abc import Awaitable, Callable

CACHE_SECONDS = 0.75
"""Together with the timeout of a ping, less than the two seconds within which an outage must be reported (FR-106)."""


class SharedPing:
    """Runs one ping at a time. Its result is valid for all who ask while it runs and shortly after (FR-220).

    A failure is cached like a success. A caller that is cancelled does not cancel the ping.
    """

    def __init__(self, ping: Callable[[], Awaitable[None]], clock: Callable[[], float] = time.monotonic) -> None:
        self._ping = ping
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._valid_until = 0.0

    async def __call__(self) -> None:
        """Wait for the result. Raises what the ping raises."""
        task = self._task
        if task is None or (task.done() and self._clock() >= self._valid_until):
            task = self._task = asyncio.create_task(self._run())
            task.add_done_callback(_retrieve)
        await asyncio.shield(task)

    async def _run(self) -> None:
        try:
            await self._ping()
        finally:
            self._valid_until = self._clock() + CACHE_SECONDS


def _retrieve(task: asyncio.Task[None]) -> None:
    """Read the exception, because asyncio logs a failure that nobody has read."""
    if not task.cancelled():
        task.exception()
