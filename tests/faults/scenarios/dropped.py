"""Connections to the database that end."""

import asyncio

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import traffic
from tests.faults.world import world


@scenario("No client sees an error when PostgreSQL ends every connection while it is idle.")
async def ended_while_idle(size: Size) -> Outcome:
    """FR-104: again and again, with as many connections as the pool has room for."""
    outcome = Outcome()
    async with world() as at, traffic(at.url, outcome) as user:
        for _ in range(2 if size is Size.quick else 50):
            await asyncio.gather(*(user.create() for _ in range(15)))
            outcome.faults += await at.end_backends()
            await asyncio.gather(*(user.create() for _ in range(5)), *(user.send("GET", user.tasks) for _ in range(5)))
        await user.settle()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome
