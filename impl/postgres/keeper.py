"""Restarts the embedded PostgreSQL if it ends while the API server is running (FR-034)."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from impl.postgres.errors import EmbeddedPostgresError

POLL_SECONDS = 0.5
MAX_RESTARTS = 5
STABLE_SECONDS = 60.0
"""How long it has to run for its earlier restarts to be forgotten."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def keep_running(revive: Callable[[], bool], is_draining: Callable[[], bool]) -> AsyncIterator[None]:
    """Watch the embedded server until the block ends or `is_draining` returns True.

    `revive` starts the server again if it has ended and returns whether it had, as `EmbeddedPostgres.revive` does.
    """
    task = asyncio.create_task(_watch(revive, is_draining))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(revive: Callable[[], bool], is_draining: Callable[[], bool]) -> None:
    restarts, last = 0, 0.0
    while restarts < MAX_RESTARTS:
        await asyncio.sleep(POLL_SECONDS * 2**restarts)
        if is_draining():
            return
        try:
            if await asyncio.to_thread(revive):
                restarts, last = restarts + 1, time.monotonic()
                _log.warning(
                    "the embedded PostgreSQL had ended and was started again (%s of %s)", restarts, MAX_RESTARTS
                )
            elif time.monotonic() - last > STABLE_SECONDS:
                restarts = 0
        except EmbeddedPostgresError as error:
            restarts, last = restarts + 1, time.monotonic()
            _log.warning(
                "the embedded PostgreSQL has ended and can't be started (%s of %s): %s", restarts, MAX_RESTARTS, error
            )
    _log.error("the embedded PostgreSQL ended too often and is not started again; stop this server and start it anew")
