"""Transactions that PostgreSQL rolls back because of conflicts."""

import asyncpg

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import traffic
from tests.faults.world import world

# A sequence keeps its value when a transaction is rolled back, so each write fails `every` - 1 times and then succeeds.
_CONFLICTS = """
CREATE SEQUENCE attempts;
GRANT USAGE ON attempts TO tasks_app;
CREATE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('attempts') % {every} <> 0 THEN RAISE EXCEPTION 'not this time' USING ERRCODE = '{state}'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conflict BEFORE INSERT OR UPDATE ON tasks FOR EACH ROW EXECUTE FUNCTION conflict();
"""


@scenario("A write that conflicts with others is done again, twice at most, and no client hears of it.")
async def conflicts(size: Size) -> Outcome:
    """FR-313: serialization failures and deadlocks, each write twice before it succeeds."""
    outcome = Outcome()
    for state in ("40001", "40P01"):
        async with world() as at, traffic(at.url, outcome) as user:
            await _create_conflicts(at.database.owner, state, every=3)
            for turn in range(3 if size is Size.quick else 100):
                outcome.faults += 4
                created = await user.create(key=f"key-{turn}")
                path = created.headers["location"] if created is not None and created.status_code == 201 else "/"
                done = await user.send("PATCH", f"{path}/complete", headers={"If-Match": '"1"'})
                task = done.json() if done is not None and done.status_code == 200 else {}
                outcome.must(task.get("version") == 2, "a write was done more than once, or not at all")
            await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


@scenario("A write that always conflicts with others is 503 after three attempts, and nothing of it is there.")
async def endless_conflicts(size: Size) -> Outcome:
    """FR-313: bounded."""
    outcome = Outcome()
    async with world() as at, traffic(at.url, outcome) as user:
        await _create_conflicts(at.database.owner, "40001", every=1_000_000)
        writes = 3 if size is Size.quick else 100
        for _ in range(writes):
            outcome.faults += 3
            response = await user.create()
            is_unavailable = response is not None and response.status_code == 503 and "retry-after" in response.headers
            outcome.must(is_unavailable, f"a write was answered with {response}, and not with 503 and Retry-After")
        owner = await asyncpg.connect(at.database.owner)
        attempts = await owner.fetchval("SELECT last_value FROM attempts")
        await owner.close()
        outcome.must(attempts == 3 * writes, f"{writes} writes were tried {attempts} times")
        outcome.must(not await user.count_lost_rows(), "there are tasks that nobody was told of")
    return outcome


async def _create_conflicts(url: str, state: str, every: int) -> None:
    owner = await asyncpg.connect(url)
    await owner.execute(_CONFLICTS.format(state=state, every=every))
    await owner.close()
