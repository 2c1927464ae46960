"""Measures every server under every operation, in several rounds."""

import asyncio
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import make_url

from tests.benchmarks import load, processes
from tests.benchmarks.database import Filled
from tests.benchmarks.load import Operation
from tests.benchmarks.servers import SERVERS, cure, started
from tests.support.relay import Relay, relay

_COUNTED_REQUESTS = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """One server under one operation for some seconds. CPU is in microseconds for each request."""

    server: str
    operation: Operation
    round: int
    requests_per_second: float
    cpu_us: float
    p50_ms: float
    p99_ms: float
    peak_bytes: int
    errors: int


@dataclass(frozen=True, slots=True)
class Measured:
    """All samples, the round trips to the database by server and operation, and the wrong answers of servers."""

    samples: list[Sample]
    round_trips: dict[str, dict[Operation, float]]
    wrong: dict[str, list[str]]


def measure(
    data: Filled, names: Sequence[str], operations: Sequence[Operation], rounds: int, seconds: float, folder: Path
) -> Measured:
    """Measure each server alone. The order rotates, because a machine becomes slower when it is warm. No samples if a
    server gives wrong answers."""
    tokens = folder / "tokens"
    load.write_tokens(tokens, data.users)
    samples: list[Sample] = []
    wrong: dict[str, list[str]] = {}
    round_trips: dict[str, dict[Operation, float]] = {}
    for name in names:
        place = folder / name
        place.mkdir()
        SERVERS[name].prepare(place)
        with _counted(data.server) as (url, counted), started(SERVERS[name], url, place) as (port, _):
            wrong[name] = load.wrong_answers(port, tokens, data)
            try:
                round_trips[name] = _count_round_trips(port, tokens, counted, operations) if not wrong[name] else {}
            except httpx.HTTPError as error:
                wrong[name] = [load.unanswered(error)]
        if wrong[name]:
            wrong[name].append(cure(SERVERS[name], place))
    if any(wrong.values()):
        return Measured([], round_trips, wrong)
    for turn in range(rounds):
        order = list(names[turn % len(names) :]) + list(names[: turn % len(names)])
        for name in order if turn % 2 == 0 else reversed(order):
            with started(SERVERS[name], data.server, folder / name) as (port, process):
                for operation in operations:
                    load.run(port, operation, tokens, data, 1, seed=turn)  # warm
                    before = processes.cpu_seconds(process.pid)
                    seen = load.run(port, operation, tokens, data, seconds, seed=turn + 1000)
                    cpu = processes.cpu_seconds(process.pid) - before
                    peak = processes.peak_bytes(process.pid)
                    cost, rate = cpu / max(1, seen.requests) * 1e6, seen.requests / seen.seconds
                    samples.append(
                        Sample(name, operation, turn, rate, cost, seen.p50_ms, seen.p99_ms, peak, seen.errors)
                    )
    return Measured(samples, round_trips, wrong)


@contextmanager
def _counted(url: str) -> Iterator[tuple[str, list[int]]]:
    """Yield a URL of the same database, and a list that gets an entry for each message to it."""
    parsed = make_url(url)
    ready = threading.Event()
    found: list[tuple[Relay, asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def serve() -> None:
        ended = asyncio.Event()
        async with relay(parsed.port or 5432, parsed.host or "127.0.0.1") as counting:
            found.append((counting, asyncio.get_running_loop(), ended))
            ready.set()
            await ended.wait()

    # The connections end with the event loop.
    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    ready.wait()
    counting, loop, ended = found[0]
    try:
        yield parsed.set(port=counting.port).render_as_string(hide_password=False), counting.trips
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


def _count_round_trips(
    port: int, tokens: Path, counted: list[int], operations: Sequence[Operation]
) -> dict[Operation, float]:
    """Return the messages to the database for each request, one request at a time, after statements have been
    prepared."""
    found: dict[Operation, float] = {}
    base = f"http://127.0.0.1:{port}/api/user-1/tasks"
    drawn = random.Random(0)
    with httpx.Client(headers={"Authorization": f"Bearer {tokens.read_text().splitlines()[0]}"}) as client:
        for operation in operations:
            for measured in (False, True):
                counted.clear()
                for _ in range(_COUNTED_REQUESTS):
                    task = drawn.randint(1, 10)
                    if operation == "get":
                        client.get(f"{base}/{task}").raise_for_status()
                    elif operation == "list":
                        client.get(base, params={"limit": 50}).raise_for_status()
                    elif operation == "create":
                        client.post(base, json={"title": "Buy milk"}).raise_for_status()
                    elif operation == "complete":
                        client.patch(f"{base}/{task}/complete").raise_for_status()
                if measured and operation != "mix":
                    found[operation] = len(counted) / _COUNTED_REQUESTS
    return found
