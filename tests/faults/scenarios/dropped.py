"""Connections to the database that end."""

import asyncio
import uuid

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import World, world

CLIENTS = 15
"""As many as the pool has connections."""


@scenario("No client sees an error when PostgreSQL has ended every connection while it was idle.")
async def ended_while_idle(size: Size) -> Outcome:
    """FR-103: again and again."""
    outcome = Outcome()
    async with world() as at, traffic(at.url, outcome) as user:
        for _ in range(2 if size is Size.quick else 50):
            await _fill_the_pool(user)
            outcome.faults += await at.end_backends()
            await _mix(user)
        await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


@scenario("No client sees an error when every idle connection is found dead by who uses it.")
async def dead_when_used(size: Size) -> Outcome:
    """FR-103: nobody has told the server; what is tried once more is not tried on another dead one."""
    outcome = Outcome()
    async with world() as at, traffic(at.url, outcome) as user:
        for _ in range(2 if size is Size.quick else 50):
            await _fill_the_pool(user)
            outcome.faults += at.proxy.cut_when_used()
            await _mix(user)
        outcome.faults += at.proxy.cut_when_used()
        ready = await user.send("GET", "/health/ready")
        outcome.must(ready is not None and ready.status_code == 200, "the server was not ready")
        await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


@scenario("A write whose connection ends in the middle is 503; the same key then gives one task.")
async def ended_in_a_write(size: Size) -> Outcome:
    """FR-131: PostgreSQL ends all connections again and again, while writes come in."""
    outcome = Outcome()
    going_on = True
    async with world() as at, traffic(at.url, outcome) as user:

        async def end_all() -> None:
            while going_on:
                outcome.faults += await at.end_backends()
                await asyncio.sleep(0.1)

        ending = asyncio.create_task(end_all())
        writes = 20 if size is Size.quick else 200
        await asyncio.gather(*(_write_with_retries(user, outcome, writes) for _ in range(CLIENTS)))
        going_on = False
        await ending
        await _expect_each_once(user, outcome)
    return outcome


@scenario("A COMMIT whose answer is lost is 503; the same key then gives one task, and without one there are no two.")
async def commit_unanswered(size: Size) -> Outcome:
    """FR-131: PostgreSQL has committed, and nobody was told."""
    return await _cut_at_the_commit(size, answered=False)


@scenario("A COMMIT that does not arrive is 503, and nothing of its task is there.")
async def commit_lost(size: Size) -> Outcome:
    """FR-131."""
    return await _cut_at_the_commit(size, answered=True)


async def _cut_at_the_commit(size: Size, *, answered: bool) -> Outcome:
    outcome = Outcome()
    async with world() as at, traffic(at.url, outcome) as user:
        for _ in range(3 if size is Size.quick else 100):
            title, key, unkeyed = (uuid.uuid4().hex for _ in range(3))
            _set_lost_message(at, b"COMMIT", answered=answered)
            for response in (await user.create(title, key), await user.create(unkeyed)):
                outcome.faults += 1
                _expect_unavailable(response, outcome)
            _set_lost_message(at, None, answered=answered)
            found = await user.count_lost_rows()
            there = 0 if answered else 1
            outcome.must(found[title] == found[unkeyed] == there, "the commit came through, or did not")
            again = [await user.create(title, key) for _ in range(2)]
            outcome.must(all(one is not None and one.status_code == 201 for one in again), "the key was refused")
            outcome.must((await user.count_lost_rows())[title] == 1, "one key has made two tasks")
    return outcome


def _set_lost_message(at: World, message: bytes | None, *, answered: bool) -> None:
    if answered:
        at.proxy.losing_request = message
    else:
        at.proxy.losing_answer = message


async def _fill_the_pool(user: Traffic) -> None:
    """Open as many connections as allowed; they are idle afterwards."""
    await asyncio.gather(*(user.create() for _ in range(CLIENTS)))


async def _mix(user: Traffic) -> None:
    reads = (user.send("GET", user.tasks) for _ in range(CLIENTS // 2))
    await asyncio.gather(*(user.create() for _ in range(CLIENTS // 2)), *reads)


async def _write_with_retries(user: Traffic, outcome: Outcome, writes: int) -> None:
    """Write, and repeat a failed write with the same key, as a client would."""
    for _ in range(writes):
        title, key = uuid.uuid4().hex, uuid.uuid4().hex
        response = await user.create(title, key)
        for _ in range(1000):
            if response is not None and response.status_code == 201:
                break
            _expect_unavailable(response, outcome)
            response = await user.create(title, key)
        else:
            outcome.must(False, "a write has failed a thousand times")


async def _expect_each_once(user: Traffic, outcome: Outcome) -> None:
    found = await user.count_lost_rows()
    doubled = [title for title, times in found.items() if times > 1]
    outcome.must(not doubled, f"{len(doubled)} keys have made two tasks")
    outcome.must(found.keys() == user.acknowledged, "there are tasks that nobody was told of")


def _expect_unavailable(response: httpx.Response | None, outcome: Outcome) -> None:
    is_unavailable = response is not None and response.status_code == 503 and "retry-after" in response.headers
    outcome.must(is_unavailable, f"a write was answered with {response}, and not with 503 and Retry-After")
