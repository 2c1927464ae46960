"""A client without a token that sends the most expensive requests."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE

from tests.benchmarks.attacker import BEHAVIOURS
from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import world

QUICK = ("connect, ask, close", "forged tokens", "chunks of a byte")
TOKENS = 100
"""Tokens for each second, and the size of the bucket. An answer costs two tokens, or one if it ends its connection."""
_REQUESTS = 20


@scenario("Users are served without an error beside 200 connections that send whatever they like without a token.")
async def outsider(size: Size) -> Outcome:
    """FR-270, FR-272: the attacker goes on until the users are done, and is answered at its pace meanwhile."""
    outcome = Outcome()
    async with world(TASKS_PACE_ADDRESS=f"{TOKENS}/second") as at, traffic(at.url, outcome) as user:
        for behaviour in BEHAVIOURS if size is Size.full else QUICK:
            await _serve_during(behaviour, at.url, user, outcome, seconds=5 if size is Size.full else 1)
        await user.count_lost_rows()
    return outcome


async def _serve_during(behaviour: str, url: str, user: Traffic, outcome: Outcome, seconds: int) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.attacker", behaviour, url.rpartition(":")[2], "3600"]
    attacker = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    try:
        assert attacker.stdout is not None
        await attacker.stdout.readline()
        outcome.faults += 1
        await asyncio.sleep(seconds)
        for _ in range(_REQUESTS):
            created = await user.create()
            outcome.must(created is not None and created.status_code == 201, f"a user was refused beside {behaviour}")
    finally:
        attacker.terminate()
    done = json.loads((await attacker.communicate())[0])
    most = TOKENS * (1 + done["seconds"])
    outcome.must(done["answers"] <= most, f"{behaviour} had {done['answers']} answers, of {most:.0f} at most")
