"""More requests than the server can serve."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import World, world

CONNECTIONS = 4
TRIP_SECONDS = 0.25
"""The delay of the database, which is large compared with the time that this machine takes."""
CAPACITY = CONNECTIONS / TRIP_SECONDS
TOLERANCE = 1.25
"""Allowance for measuring on a shared machine, in addition to the promised factor of two."""


@dataclass
class Answers:
    """Durations of answers in seconds by their kind, statuses of liveness and readiness, and wrong answers."""

    admitted: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    live: list[int] = field(default_factory=list)
    ready: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@scenario(
    "At four times its capacity a server refuses early, serves what it admits in twice the time, and stays healthy."
)
async def four_times_too_much(size: Size) -> Outcome:
    """FR-128, FR-030: requests come at a pace that does not wait for answers."""
    outcome, quiet, loud = Outcome(faults=1), Answers(), Answers()
    seconds = 60 if size is Size.full else 5
    pool = {"TASKS_POOL_SIZE": str(CONNECTIONS), "TASKS_POOL_OVERFLOW": "0"}
    async with world(**pool) as at, traffic(at.url, outcome) as user:
        at.proxy.delay = TRIP_SECONDS
        await _fill_the_pool(at, user)
        await _send(user, quiet, pace=CAPACITY / 4, seconds=seconds)
        before = _resident(at.server.process.pid)
        await _send(user, loud, pace=CAPACITY * 4, seconds=seconds)
        after = _resident(at.server.process.pid)
    outcome.requests = sum(len(times) for answers in (quiet, loud) for times in (answers.admitted, answers.refused))
    outcome.errors = len(loud.refused)
    outcome.must(not (quiet.wrong or loud.wrong), f"there were other answers: {(quiet.wrong + loud.wrong)[:3]}")
    outcome.must(set(loud.live) == {200}, f"liveness was answered {loud.live}")
    outcome.must(200 in loud.ready, f"readiness was answered {loud.ready}")
    outcome.must(bool(loud.admitted and loud.refused), "all were admitted, or all were refused")
    outcome.must(after - before < 64 << 20, f"memory grew by {(after - before) >> 20} MiB")
    if size.timed:
        _check_times(outcome, quiet, loud, seconds)
    return outcome


def _check_times(outcome: Outcome, quiet: Answers, loud: Answers, seconds: int) -> None:
    unloaded, loaded = _p99(quiet.admitted), _p99(loud.admitted)
    outcome.must(not quiet.refused, "requests were refused without need")
    # A ping has 1.1 s, of which the delay takes up to three trips.
    outcome.must(set(loud.ready) == {200}, f"readiness was answered {loud.ready}")
    outcome.must(loaded <= 2 * TOLERANCE * unloaded, f"p99 went from {unloaded:.3f} s to {loaded:.3f} s")
    outcome.must(median(loud.refused or [0]) < TRIP_SECONDS / 2, "refusals came late")
    outcome.must(len(loud.admitted) > 0.7 * CAPACITY * seconds, f"only {len(loud.admitted)} requests were served")


async def _fill_the_pool(at: World, user: Traffic) -> None:
    """Open all connections, because opening one later would make a request slower."""
    opened = -1
    while opened < at.proxy.connections:
        opened = at.proxy.connections
        await asyncio.gather(*(user.http.get(user.tasks) for _ in range(2 * CONNECTIONS)))


async def _send(user: Traffic, answers: Answers, pace: float, seconds: int) -> None:
    """Send this many requests a second without waiting for answers, and check the health once a second."""
    async with asyncio.TaskGroup() as group:
        for number in range(round(pace * seconds)):
            group.create_task(_read(user, answers))
            if number % round(pace) == 0:
                group.create_task(_check_health(user.http, answers))
            await asyncio.sleep(1 / pace)


async def _read(user: Traffic, answers: Answers) -> None:
    started = time.perf_counter()
    answer = await user.http.get(user.tasks)
    took = time.perf_counter() - started
    if answer.status_code == 200:
        answers.admitted.append(took)
    elif answer.status_code == 503 and answer.json()["type"].endswith(":overloaded") and answer.headers["retry-after"]:
        answers.refused.append(took)
    else:
        answers.wrong.append(answer.text)


async def _check_health(http: httpx.AsyncClient, answers: Answers) -> None:
    answers.live.append((await http.get("/health/live")).status_code)
    answers.ready.append((await http.get("/health/ready")).status_code)


def _p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100)[98]


def _resident(pid: int) -> int:
    """The bytes of memory that a process has (proc(5))."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
