"""Two releases that serve at the same time on one database."""

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import in_thread, world
from tests.support.application import serving

NEXT = ("-m", "tests.faults.next_release")
CLIENTS = 8
_FIELDS: list[Mapping[str, object]] = [
    {},
    {"completed": True, "priority": "high", "tags": ["b", "a"]},
    {"description": "Zürich — 買い物 \u0001", "due_date": "2026-03-01"},
    {"due_date": "2026-03-01T10:00:00+02:00", "description": None},
]


@scenario("While two releases serve, a request that is repeated to the other one is answered with the same task.")
async def two_releases(size: Size) -> Outcome:
    """FR-004: the next one has a required member more; each way, at once, and after the task was changed or deleted."""
    outcome = Outcome()
    async with world() as at, in_thread(serving(at.database.server, at.log.with_name("next.log"), NEXT)) as following:
        user = f"user-{uuid.uuid4().hex}"
        async with traffic(at.url, outcome, user) as current, traffic(following.url, outcome, user) as newest:
            rounds = 2 if size is Size.quick else 200
            await asyncio.gather(*(_repeat(current, newest, number, rounds, outcome) for number in range(CLIENTS)))
            await current.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were answered with an error")
    return outcome


async def _repeat(current: Traffic, newest: Traffic, number: int, rounds: int, outcome: Outcome) -> None:
    """Send requests to one release and then to the other, and twice to both at once."""
    for turn in range(number, number + rounds):
        first, second = (current, newest) if turn % 2 else (newest, current)
        body = {"title": uuid.uuid4().hex, **_FIELDS[turn // 2 % len(_FIELDS)]}
        made = await _post(first, body)
        outcome.faults += 1
        if made is None or made.status_code != 201:
            outcome.must(False, f"a task was not made: {made}")
            continue
        if turn % 3 == 0:
            await first.send("DELETE", made.headers["location"])
        else:
            await second.send("PATCH", f"{made.headers['location']}/complete")
            current.acknowledged.add(str(body["title"]))
        again = [(second, await _post(second, body)), (first, await _post(first, body))]
        again += zip((second, first), await asyncio.gather(_post(second, body), _post(first, body)), strict=True)
        for release, answer in again:
            outcome_of = None if answer is None else (answer.status_code, answer.headers.get("etag"), _known(answer))
            outcome.must(outcome_of == (201, '"1"', _known(made)), f"{_known(made)} was then answered as {outcome_of}")
            newer = answer is not None and answer.json().get("archived") is False
            outcome.must(newer == (release is newest), f"a release answered in the form of the other: {outcome_of}")


async def _post(release: Traffic, body: Mapping[str, object]) -> httpx.Response | None:
    return await release.send("POST", release.tasks, json=body, headers={"Idempotency-Key": str(body["title"])})


def _known(answer: httpx.Response) -> dict[str, Any]:
    """Return what both releases have of a task."""
    return {name: value for name, value in answer.json().items() if name != "archived"}
