"""Clients that take what all others need: readiness checks in a loop, and one user's slow statements."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import TIMEOUT_SECONDS, Traffic, traffic
from tests.faults.world import World, world

LOOPS = 48
USERS = 4
# Readiness takes the connections that users need where there are few.
FEW = {"TASKS_POOL_SIZE": "3", "TASKS_POOL_OVERFLOW": "0"}


@scenario("Readiness that is asked in a loop by 48 clients costs users no error, and the database a ping in 0.75 s.")
async def readiness_in_a_loop(size: Size) -> Outcome:
    """FR-220: users write meanwhile."""
    outcome, seen = Outcome(faults=LOOPS), Counter[int]()
    async with world(**FEW) as at, AsyncExitStack() as stack:
        users = [await stack.enter_async_context(traffic(at.url, outcome)) for _ in range(USERS)]
        await asyncio.gather(*(user.create() for user in users))
        loops = [asyncio.create_task(_ask_readiness(at.url, seen)) for _ in range(LOOPS)]
        loop = asyncio.get_running_loop()
        await _wait_until(lambda: seen.total() >= LOOPS)
        before, began, trips = seen.total(), loop.time(), len(at.proxy.trips)
        rounds = 400 if size is Size.full else 40
        await asyncio.gather(*(_write(user, rounds) for user in users))
        seconds, asked = loop.time() - began, seen.total() - before
        written = USERS * rounds * 3  # trips of each write: its BEGIN, itself, its COMMIT
        pings = len(at.proxy.trips) - trips - written
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        for user in users:
            await user.count_lost_rows()
    outcome.must(asked > LOOPS, f"readiness was asked only {asked} times")
    outcome.must(pings < asked / 2, f"{asked} questions were {pings} trips to the database")
    if size.timed:
        # Connections are opened in some trips each, and prepare their statements in one more.
        outcome.must(pings <= seconds / 0.75 + 60, f"{pings} trips to the database were made in {seconds:.1f} s")
        outcome.must(set(seen) == {200}, f"readiness was {dict(seen)}")
        outcome.must(outcome.errors == 0, f"{outcome.errors} requests of users were answered with an error")
    return outcome


async def _ask_readiness(url: str, seen: Counter[int]) -> None:
    async with httpx.AsyncClient(base_url=url, timeout=TIMEOUT_SECONDS) as http:
        while True:
            seen[(await http.get("/health/ready")).status_code] += 1


async def _write(user: Traffic, rounds: int) -> None:
    for _ in range(rounds):
        await user.create()


async def _wait_until(condition: Callable[[], bool]) -> None:
    """Wait until the condition is true, for at most a minute."""
    async with asyncio.timeout(TIMEOUT_SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another process, or in its answers
            await asyncio.sleep(0.01)


@scenario(
    "A user whose statements are slow takes a third of the connections, and costs others neither a wait nor an error."
)
async def one_user_waits_for_locks(size: Size) -> Outcome:
    """FR-222: forty clients of one user change a task that is locked; then they are all served."""
    outcome, slow = Outcome(faults=1), Outcome()
    async with world(TASKS_POOL_SIZE="6", TASKS_POOL_OVERFLOW="0") as at, AsyncExitStack() as stack:
        users = [await stack.enter_async_context(traffic(at.url, outcome)) for _ in range(USERS)]
        heavy = await stack.enter_async_context(traffic(at.url, slow))
        await asyncio.gather(*(user.create() for user in (heavy, *users)))
        for _ in range(3 if size is Size.full else 1):
            await _starve(at, heavy, users, outcome)
        for user in users:
            await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests of other users were answered with an error")
    return outcome


async def _starve(at: World, heavy: Traffic, users: list[Traffic], outcome: Outcome) -> None:
    seen = Counter[int]()
    async with _locked(at, heavy.user):
        clients = [asyncio.create_task(_change(heavy, seen)) for _ in range(40)]
        await _wait_until(lambda: seen[503] > 0)
        await asyncio.gather(*(_write(user, 25) for user in users))
        ready = await asyncio.gather(*(user.send("GET", "/health/ready") for user in users))
        outcome.must(all(one is not None and one.status_code == 200 for one in ready), "the server was not ready")
        await asyncio.gather(*clients)
    outcome.must(set(seen) == {503}, f"the slow user was answered with {dict(seen)}")
    answer = await heavy.send("GET", heavy.tasks)
    outcome.must(answer is not None and answer.status_code == 200, f"and then with {answer}")


async def _change(user: Traffic, seen: Counter[int]) -> None:
    answer = await user.send("PATCH", f"{user.tasks}/1", json={"title": "x"})
    seen[0 if answer is None else answer.status_code] += 1


@asynccontextmanager
async def _locked(at: World, user: str) -> AsyncIterator[None]:
    """Lock the tasks of a user for the block."""
    connection = await asyncpg.connect(at.database.server)
    try:
        async with connection.transaction():
            await connection.execute("SELECT set_config('tasks.user_id', $1, true)", user)
            await connection.execute("SELECT FROM tasks FOR UPDATE")
            yield
    finally:
        await connection.close()
