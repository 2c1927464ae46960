"""Clients that occupy what others need: admissions, connections and memory."""

import asyncio
import socket
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import World, world
from tests.support.application import token
from tests.support.sockets import is_answered, is_cut, slow_sockets

ATTACKER = "127.0.0.2"
HEADERS = "HTTP/1.1\r\nHost: tasks\r\n"
DOCUMENT = f"GET /openapi.json {HEADERS}\r\n"
DESCRIPTION = "🧊" * 5000
PAGE = 50
"""The number of tasks with that description (20 KB each) in a page of one megabyte."""
HELD = 8 << 20
"""What one user may leave unread (specs/configuration.md, "Load")."""


@scenario("Clients that ask for documents and do not read them cost users no request.")
async def readers_who_do_not_read(size: Size) -> Outcome:
    """FR-210, FR-203: 40 connections without a token, each with 80 requests and a receive buffer of 4 KiB."""
    outcome = Outcome(faults=40)
    async with world() as at, traffic(at.url, outcome) as user, AsyncExitStack() as stack:
        await stack.enter_async_context(slow_sockets(_port(at), 40, ATTACKER, (DOCUMENT * 80).encode()))
        await _use(user, outcome, size)
    return outcome


@scenario("One user who does not read large answers holds 8 MiB of memory, and costs other users nothing.")
async def answers_that_are_not_read(size: Size) -> Outcome:
    """FR-216: 60 connections of one user, each with an answer of a megabyte; all but about eight are closed."""
    outcome = Outcome(faults=60)
    async with world() as at, traffic(at.url, outcome) as user, traffic(at.url, Outcome(), "reader") as reader:
        for _ in range(PAGE):
            await reader.http.post(reader.tasks, json={"title": "cold", "description": DESCRIPTION})
        page = f"{reader.tasks}?limit={PAGE}"
        length = len((await reader.http.get(page)).content)
        sent = f"GET {page} {HEADERS}{_bearer('reader')}\r\n".encode()
        async with slow_sockets(_port(at), 60, ATTACKER, b"") as sockets:
            for sock in sockets:  # in turn, since of one user only few requests wait for the database (FR-222)
                await asyncio.get_running_loop().sock_sendall(sock, sent)
                while not is_answered(sock):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            most = HELD // (length - (256 << 10)) + 1
            while sum(not is_cut(sock) for sock in sockets) > most:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
            await _use(user, outcome, size)
            open_count = sum(not is_cut(sock) for sock in sockets)
            outcome.must(0 < open_count <= most, f"{open_count} answers of {length} bytes are held, in place of {most}")
            # Who reads is served, of the same user too.
            answer = await reader.send("GET", page)
            outcome.must(answer is not None and answer.status_code == 200, "the user could not read either")
    return outcome


_HOLDERS = {
    "connections that say nothing": "",
    "heads that never end": f"GET / {HEADERS}",
    "bodies that never end": f"POST /api/mallory/tasks {HEADERS}{{bearer}}Content-Type: application/json\r\n"
    "Content-Length: 1000\r\n\r\n{{",
    "documents that are not read": DOCUMENT * 80,
}


@scenario("However all connections are taken, and by however many, users and health checks get in.")
async def all_connections_taken(size: Size) -> Outcome:
    """FR-212, FR-077: 60 connections of each kind where there may be 50, from one address, and from fifteen."""
    outcome = Outcome()
    async with world(TASKS_MAX_CONNECTIONS="50") as at:
        for sent in _HOLDERS.values():
            for sources in (1, 15):
                async with AsyncExitStack() as stack:
                    held: list[socket.socket] = []
                    for source in range(sources):
                        request = sent.format(bearer=_bearer("mallory")).encode()
                        address = f"127.0.0.{2 + source}"
                        sockets = slow_sockets(_port(at), 60 // sources, address, request)
                        held += await stack.enter_async_context(sockets)
                    outcome.faults += len(held)
                    async with traffic(at.url, outcome) as user:  # with connections that come after them
                        await _use(user, outcome, size)
                    outcome.must(any(is_cut(sock) for sock in held), "none of them was closed")
    return outcome


async def _use(user: Traffic, outcome: Outcome, size: Size) -> None:
    """Act as a user, and as a load balancer that checks health on a new connection, while others occupy resources."""
    before = outcome.errors
    for number in range(200 if size is Size.full else 10):
        answers = [await user.create(), await user.send("GET", user.tasks)]
        async with httpx.AsyncClient(base_url=user.http.base_url, timeout=60) as balancer:
            for path in ("/health/live", "/health/ready"):
                answers.append(await Traffic(balancer, user.user, outcome).send("GET", path))
        statuses = [None if answer is None else answer.status_code for answer in answers]
        if statuses != [201, 200, 200, 200]:
            outcome.must(False, f"in round {number} users saw {statuses}")
            break
    outcome.must(outcome.errors == before, f"users saw {outcome.errors - before} errors")
    if outcome.errors == before:
        await user.count_lost_rows()


def _bearer(user: str) -> str:
    return f"Authorization: Bearer {token(user)}\r\n"


def _port(at: World) -> int:
    return urlsplit(at.url).port or 0
