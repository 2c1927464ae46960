"""Migrations while the tables are used."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx

from tests.api.operations import CALLS
from tests.api.user import User
from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import traffic
from tests.faults.world import world
from tests.faults.writers import Writers
from tests.impl.migrations.old_rows import fill
from tests.impl.migrations.releases import downgrade_from_next, upgrade_to_next
from tests.support.application import token
from tests.support.clients import checked_client


@scenario("The next release's migrations are made and taken back while clients work; none sees an error.")
async def migrating(size: Size) -> Outcome:
    """FR-133: every operation is used, by the release that does not know them; a report reads meanwhile."""
    outcome = Outcome()
    full = size is Size.full
    async with world() as at, traffic(at.url, outcome) as client:
        await fill(at.database.owner, users=2000 if full else 20)
        async with (
            _call_all_operations(at.url, client.user, outcome),
            _hold_tables(at.database.owner if full else None),
        ):
            for _ in range(5 if full else 1):
                for migrate in (upgrade_to_next, downgrade_from_next):
                    async with Writers(client, outcome) as writers:
                        await writers.wait_for_writes()
                        await asyncio.to_thread(migrate, at.database.owner)
                        outcome.faults += 1
                        await writers.wait_for_writes()
                    await writers.verify(client)
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


@asynccontextmanager
async def _call_all_operations(url: str, writer: str, outcome: Outcome) -> AsyncIterator[None]:
    """Call each operation repeatedly as another user; every answer is checked against the contract."""
    stop = asyncio.Event()

    async def call() -> None:
        async with checked_client(httpx.AsyncHTTPTransport(), url, token(name)) as http:
            http.timeout = httpx.Timeout(60)
            user = User(http, name)
            while not stop.is_set():
                await user.create()
                for one in CALLS:
                    answer = await one.send(http, user)
                    outcome.requests += 1
                    outcome.errors += answer.status_code >= 500

    name = f"{writer}-other"
    async with asyncio.TaskGroup() as group:
        group.create_task(call())
        yield
        stop.set()


@asynccontextmanager
async def _hold_tables(owner: str | None) -> AsyncIterator[None]:
    """Hold a lock on the tables for seconds, longer than the server waits for one; without an owner do nothing."""
    if owner is None:
        yield
        return

    async def report() -> None:
        connection = await asyncpg.connect(owner)
        try:
            while True:
                async with connection.transaction():
                    await connection.execute("SELECT count(*) FROM tasks")
                    await asyncio.sleep(6)
                await asyncio.sleep(2)
        finally:
            await connection.close()

    async with asyncio.TaskGroup() as group:
        reporting = group.create_task(report())
        yield
        reporting.cancel()
