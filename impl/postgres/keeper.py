"""Starts the embedded PostgreSQL again when it was killed, while the server of the API goes on (FR-264)."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from impl.postgres.errors import EmbeddedPostgresError

LOOK_SECONDS = 0.5
TRIES = 5
CALM_SECONDS = 60.0
"""So long it has to live for its earlier ends to be forgotten."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def keep_running(revive: Callable[[], bool], going_down: Callable[[], bool]) -> AsyncIterator[None]:
    """Look after the server for as long as the block lasts and it is not `going_down`.

    `revive` starts it again if it has ended and says whether it had, as `EmbeddedPostgres.revive`.
    """
    task = asyncio.create_task(_keep(revive, going_down))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep(revive: Callable[[], bool], going_down: Callable[[], bool]) -> None:
    tries, last = 0, 0.0
    while tries < TRIES:
        await asyncio.sleep(LOOK_SECONDS * 2**tries)
        if going_down():
            return
        try:
            if await asyncio.to_thread(revive):
                tries, last = tries + 1, time.monotonic()
                _log.warning("the embedded PostgreSQL had ended and was started again (%s of %s)", tries, TRIES)
            elif time.monotonic() - last > CALM_SECONDS:
                tries = 0
        except EmbeddedPostgresError as error:
            tries, last = tries + 1, time.monotonic()
            _log.warning("the embedded PostgreSQL has ended and can't be started (%s of %s): %s", tries, TRIES, error)
    _log.error("the embedded PostgreSQL ended too often and is not started again; stop this server and start it anew")
