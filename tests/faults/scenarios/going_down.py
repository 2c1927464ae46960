"""Servers that are told to stop while they serve."""

import asyncio
import signal
import time
import uuid
from contextlib import AsyncExitStack

import httpx

from tests.faults.rows import count_lost_rows
from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import in_thread, world
from tests.support.application import serving
from tests.support.proxies import balancer

CLIENTS = 8
DELAY = {"TASKS_SHUTDOWN_DELAY": "3"}


@scenario("A server that gets SIGTERM under load drops no request, loses nothing, and ends within 15 seconds.")
async def sigterm_under_load(size: Size) -> Outcome:
    """FR-124: with one process and with two; clients come until nobody takes them."""
    outcome = Outcome()
    for workers in ("1", "2") * (1 if size is Size.quick else 10):
        async with world(TASKS_WORKERS=workers, TASKS_SHUTDOWN_DELAY="2") as at, traffic(at.url, outcome) as user:
            clients = [asyncio.create_task(_until_refused(user, outcome)) for _ in range(CLIENTS)]
            await asyncio.sleep(1)
            started = time.monotonic()
            at.server.process.send_signal(signal.SIGTERM)
            outcome.faults += 1
            outcome.must(await _turns_unready(at.url), "it was ready for as long as it listened")
            code = await asyncio.to_thread(at.server.process.wait)
            outcome.must(not size.timed or time.monotonic() - started < 15, "it took longer than 15 seconds")
            outcome.must(code == 0, f"it ended with {code}")
            await asyncio.gather(*clients)
            await count_lost_rows(user, at.database.server, outcome)
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests were dropped")
    return outcome


async def _until_refused(user: Traffic, outcome: Outcome) -> None:
    """Create tasks until nobody listens, which is no error; a request that somebody took must be answered."""
    while True:
        title = uuid.uuid4().hex
        try:
            answer = await user.http.post(user.tasks, json={"title": title})
        except httpx.ConnectError:
            return
        except httpx.TransportError:
            outcome.errors += 1
            continue
        finally:
            outcome.requests += 1
        outcome.errors += answer.status_code != 201
        if answer.status_code == 201:
            user.acknowledged.add(title)


async def _turns_unready(url: str) -> bool:
    async with httpx.AsyncClient(base_url=url, timeout=60) as watcher:
        while True:
            try:
                answer = await watcher.get("/health/ready")
            except httpx.ConnectError:
                return False
            if answer.status_code == 503:
                return answer.headers["connection"] == "close"


@scenario("While one instance goes down, the next takes over behind the load balancer, and no request fails.")
async def taking_over(size: Size) -> Outcome:
    """FR-124: HAProxy asks after readiness ten times a second; each instance in its turn gets SIGTERM."""
    outcome = Outcome()
    instances = 2 if size is Size.quick else 6
    async with world(**DELAY) as at, AsyncExitStack() as stack:
        others = [serving(at.database.server, at.log.with_name(f"{n}.log"), **DELAY) for n in range(1, instances)]
        servers = [at.server, *[await stack.enter_async_context(in_thread(other)) for other in others]]
        address = balancer([server.url for server in servers], one_at_a_time=True)
        async with in_thread(address) as url, traffic(url, outcome) as user:
            stop = asyncio.Event()
            clients = [asyncio.create_task(_create_until(user, stop)) for _ in range(CLIENTS)]
            for server in servers[:-1]:
                await asyncio.sleep(1)
                server.process.send_signal(signal.SIGTERM)
                outcome.faults += 1
                await asyncio.to_thread(server.process.wait)
            await asyncio.sleep(1)
            stop.set()
            await asyncio.gather(*clients)
            await user.count_lost_rows()
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests failed")
    return outcome


async def _create_until(user: Traffic, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await user.create()
