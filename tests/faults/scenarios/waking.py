"""A database that sleeps when it is not used, and takes time to wake up."""

import asyncio

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import traffic
from tests.faults.world import world

WAKING_SECONDS = 2.0


@scenario("A database that needs 2 s to accept a connection costs the first requests 2 s, and no error.")
async def slow_to_wake(size: Size) -> Outcome:
    """FR-103: also many at once, and after it has closed all connections to sleep."""
    outcome = Outcome()
    async with world() as at, traffic(at.url, outcome) as user:
        at.proxy.connect_delay = WAKING_SECONDS
        for _ in range(1 if size is Size.quick else 10):
            outcome.faults += 1
            at.proxy.cut(reset=False)
            await asyncio.gather(
                *(user.create() for _ in range(15)), *(user.send("GET", user.tasks) for _ in range(15))
            )
            connections = at.proxy.connections
            await asyncio.gather(*(user.create() for _ in range(5)))
            outcome.must(at.proxy.connections == connections, "connections were opened that nobody needed")
        await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


@scenario("A server that nobody asks anything sends its database nothing, so that it can sleep.")
async def left_alone(size: Size) -> Outcome:
    """FR-103. Liveness does not ask the database either."""
    outcome = Outcome()
    async with world(TASKS_POOL_RECYCLE="2") as at, traffic(at.url, outcome) as user:
        await asyncio.gather(*(user.create() for _ in range(10)))
        outcome.faults += 1
        # The first sweep finds connections that nobody has needed for two seconds, and ends them.
        await asyncio.sleep(12)
        sent = len(at.proxy.trips)
        for _ in range(2 if size is Size.quick else 60):
            await user.send("GET", "/health/live")
            await asyncio.sleep(0.5)
        outcome.must(len(at.proxy.trips) == sent, "something was sent to the database")
        outcome.must(at.proxy.cut() == 0, "connections were kept that nobody needed")
        await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome
