"""Outages of the database of each kind, and its return."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import asyncpg

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import World, world

CLIENTS = 40
"""More than the pool has connections, so that some have to wait for one."""
ANSWER_SECONDS = 5.0
READY_SECONDS = 2.0
BACK_SECONDS = 5.0


@scenario("A database that refuses is 503 within 5 s, the server says so, and is back within 5 s of its return.")
async def refused(size: Size) -> Outcome:
    """FR-106, FR-028, FR-030: connections are cut and new ones refused."""

    @asynccontextmanager
    async def refusing(at: World) -> AsyncIterator[None]:
        await at.proxy.refuse()
        at.proxy.cut()
        yield
        await at.proxy.accept()

    return await _run_outages(size, refusing)


@scenario("A network that swallows everything is 503 within 5 s, the server says so, and is back within 5 s.")
async def black_holed(size: Size) -> Outcome:
    """FR-106: what is sent is never answered, to connections that are there and to new ones."""

    @asynccontextmanager
    async def swallowing(at: World) -> AsyncIterator[None]:
        at.proxy.swallowing = True
        yield
        at.proxy.swallowing = False

    return await _run_outages(size, swallowing)


@scenario("A database that has no connection left is 503 within 5 s, the server says so, and is back within 5 s.")
async def out_of_connections(size: Size) -> Outcome:
    """FR-106: PostgreSQL answers those who connect with 53300."""

    @asynccontextmanager
    async def full(at: World) -> AsyncIterator[None]:
        owner = await asyncpg.connect(at.database.owner)
        name = await owner.fetchval("SELECT quote_ident(current_database())")
        await owner.execute(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
        at.proxy.cut()
        yield
        await owner.execute(f"ALTER DATABASE {name} CONNECTION LIMIT -1")
        await owner.close()

    return await _run_outages(size, full)


async def _run_outages(size: Size, fault: Callable[[World], AbstractAsyncContextManager[None]]) -> Outcome:
    outcome = Outcome()
    time_factor = 1.0 if size.timed else float("inf")
    async with world() as at, traffic(at.url, outcome) as user:
        for _ in range(1 if size is Size.quick else 5):
            await asyncio.gather(*(user.create() for _ in range(CLIENTS)))
            async with fault(at):
                outcome.faults += 1
                await asyncio.gather(
                    _expect_health(user, outcome, time_factor),
                    *(_expect_unavailable(user, outcome, ANSWER_SECONDS * time_factor) for _ in range(CLIENTS)),
                )
            await _expect_return(user, outcome, BACK_SECONDS * time_factor)
        await user.count_lost_rows()
    return outcome


async def _expect_unavailable(user: Traffic, outcome: Outcome, seconds: float) -> None:
    for method, body in (("POST", {"title": "x"}), ("GET", None)):
        began = time.monotonic()
        response = await user.send(method, user.tasks, json=body)
        took = time.monotonic() - began
        outcome.must(
            response is not None and response.status_code == 503 and "retry-after" in response.headers,
            f"a request was answered with {response}, and not with 503 and Retry-After",
        )
        outcome.must(took < seconds, f"an answer took {took:.1f} s")


async def _expect_health(user: Traffic, outcome: Outcome, time_factor: float) -> None:
    """Check the health endpoints. Readiness may be cached for a moment (FR-220), but an outage is reported in time."""
    began = time.monotonic()
    for path, status in (("/health/live", 200), ("/health/ready", 503)):
        response = await user.send("GET", path)
        while path == "/health/ready" and response is not None and response.status_code == 200:
            if time.monotonic() - began > 60:
                break
            await asyncio.sleep(0.05)
            response = await user.send("GET", path)
        took = time.monotonic() - began
        outcome.must(response is not None and response.status_code == status, f"{path} was answered with {response}")
        outcome.must(took < READY_SECONDS * time_factor, f"{path} took {took:.1f} s")


async def _expect_return(user: Traffic, outcome: Outcome, seconds: float) -> None:
    """Check that errors end: as many clients as before are all served."""
    began, back = time.monotonic(), False
    while not back and time.monotonic() - began < 60:
        writes = (user.create() for _ in range(CLIENTS))
        answers = await asyncio.gather(*writes, user.send("GET", "/health/ready"))
        took = time.monotonic() - began
        back = all(answer is not None and answer.status_code < 500 for answer in answers)
    outcome.must(back and took < seconds, f"it took {took:.1f} s until it was back for everybody")
