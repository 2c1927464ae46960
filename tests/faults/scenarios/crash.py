"""Processes that are killed while tasks are written."""

import asyncio
import os
import shutil
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from impl.postgres import running
from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import traffic
from tests.faults.world import in_thread
from tests.faults.writers import Writers
from tests.impl.postgres.processes import kill_server
from tests.support.application import Server, serving
from tests.support.databases import SHARED, migrated_database
from tests.support.processes import children, wait_for

RECOVERY = 5.0
"""In seconds: how soon the embedded server must serve again."""


@scenario("A server that is killed has written all that it acknowledged, and nothing by half.")
async def server_killed(size: Size) -> Outcome:
    """FR-131: the next one serves the same database."""
    outcome = Outcome()
    async with in_thread(migrated_database()) as database, in_thread(TemporaryDirectory()) as folder:
        user = f"user-{uuid.uuid4().hex}"
        log = Path(folder) / "server.log"
        for _ in range(_rounds(size)):
            async with (
                in_thread(serving(database.server, log)) as server,
                traffic(server.url, outcome, user) as client,
                Writers(client, outcome) as writers,
            ):
                await writers.wait_for_writes()
                server.process.kill()
                outcome.faults += 1
                await asyncio.to_thread(server.process.wait)
            async with (
                in_thread(serving(database.server, log)) as server,
                traffic(server.url, outcome, user) as client,
            ):
                await writers.verify(client)
    return outcome


@scenario(
    "When one of two workers is killed, the other and its successor serve on; all that was acknowledged is there."
)
async def worker_killed(size: Size) -> Outcome:
    """FR-131, FR-120."""
    outcome = Outcome()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(in_thread(migrated_database()))
        folder = await stack.enter_async_context(in_thread(TemporaryDirectory()))
        block = serving(database.server, Path(folder) / "server.log", TASKS_WORKERS="2")
        server = await stack.enter_async_context(in_thread(block))
        client = await stack.enter_async_context(traffic(server.url, outcome))
        for _ in range(_rounds(size)):
            async with Writers(client, outcome) as writers:
                await writers.wait_for_writes()
                await asyncio.to_thread(_kill_one, server)
                outcome.faults += 1
                await writers.wait_for_writes()
            await writers.verify(client)
    return outcome


def _kill_one(server: Server) -> None:
    """Kill a worker and wait for its replacement."""
    killed = min(children(server.process))
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: len(children(server.process) - {killed}) == 2)


@scenario("A PostgreSQL that is killed has kept all that was acknowledged, and is used again once it is back.")
async def postgresql_killed(size: Size) -> Outcome:
    """FR-131: the embedded one, started again in five seconds, while the server of the API stays what it is."""
    outcome = Outcome()
    async with AsyncExitStack() as stack:
        data = await stack.enter_async_context(in_thread(_folder()))
        database = await stack.enter_async_context(in_thread(migrated_database(data)))
        folder = await stack.enter_async_context(in_thread(TemporaryDirectory()))
        server = await stack.enter_async_context(in_thread(serving(database.server, Path(folder) / "server.log")))
        client = await stack.enter_async_context(traffic(server.url, outcome))
        for _ in range(_rounds(size)):
            async with Writers(client, outcome) as writers:
                await writers.wait_for_writes()
                await asyncio.to_thread(kill_server, data)
                outcome.faults += 1
                started = time.monotonic()
                async with in_thread(running(data)):
                    recovered = time.monotonic() - started
                # The lease of the database above keeps it.
                await writers.wait_for_writes()
            await writers.verify(client)
            outcome.must(not size.timed or recovered <= RECOVERY, f"it took {recovered:.1f} s to recover")
    return outcome


@scenario("The embedded PostgreSQL that is killed is started again by the server, which goes on within seconds.")
async def embedded_killed(size: Size) -> Outcome:
    """FR-034: by one of two workers, without a restart of either; all that was acknowledged is there."""
    outcome = Outcome()
    async with AsyncExitStack() as stack:
        data = await stack.enter_async_context(in_thread(_folder()))
        folder = await stack.enter_async_context(in_thread(TemporaryDirectory()))
        settings = {"TASKS_ENVIRONMENT": "development", "TASKS_DATA_DIR": str(data), "TASKS_WORKERS": "2"}
        server = await stack.enter_async_context(in_thread(serving("", Path(folder) / "server.log", **settings)))
        workers = children(server.process)
        client = await stack.enter_async_context(traffic(server.url, outcome))
        for _ in range(1 if size is Size.quick else 5):
            async with Writers(client, outcome) as writers:
                await writers.wait_for_writes()
                await asyncio.to_thread(kill_server, data / "postgres")
                outcome.faults += 1
                killed = time.monotonic()
                await writers.wait_for_writes()
                recovered = time.monotonic() - killed
            await writers.verify(client)
            outcome.must(not size.timed or recovered <= 2 * RECOVERY, f"it took {recovered:.1f} s to recover")
            outcome.must(children(server.process) == workers, "a worker was started anew")
    return outcome


@contextmanager
def _folder() -> Iterator[Path]:
    """A data folder that the account of PostgreSQL can reach."""
    folder = SHARED.with_name(f"crash-{uuid.uuid4().hex[:12]}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _rounds(size: Size) -> int:
    return 2 if size is Size.quick else 20
