"""Clients that want their bytes to be read as more, or as other, than they are."""

import asyncio
import uuid
from asyncio import StreamReader, StreamWriter
from pathlib import Path

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import Traffic, traffic
from tests.faults.world import in_thread, world
from tests.support.application import token
from tests.support.balancer import balancer
from tests.support.nginx import nginx

TRIP_SECONDS = 0.03
"""So far is the database away: long enough that a smuggled request is still worked on when a user's comes."""
QUOTA = 5
MEBIBYTE = 1 << 20


@scenario("Behind nginx, requests in the body of an Upgrade are never read: every user has their own answers.")
async def smuggling(size: Size) -> Outcome:
    """FR-200: one connection to the server, which the attacker's requests and a user's take in turn."""
    outcome, wrong = Outcome(), list[str]()
    rounds = 300 if size is Size.full else 15
    async with world() as at, in_thread(nginx(at.url)) as url, traffic(url, outcome) as user:
        at.proxy.delay = TRIP_SECONDS
        await user.create()
        done = asyncio.Event()
        users = asyncio.create_task(_read_until(done, user, wrong))
        for _ in range(rounds):
            outcome.faults += 1
            wrong += [f"the attacker was given {answer!r}" for answer in await _attack(url) if user.user in answer]
        done.set()
        await users
    outcome.must(not wrong, f"there were {len(wrong)} answers of somebody else; {wrong[:1]}")
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests of the user failed")
    return outcome


async def _attack(url: str) -> list[str]:
    """Send one request with another in its body, then one more, and return what is answered."""
    name = uuid.uuid4().hex
    line, fields = f"GET /api/{name}/tasks HTTP/1.1\r\n", f"Host: a\r\nAuthorization: Bearer {token(name)}\r\n"
    smuggled = f"{line}{fields}\r\n".encode()
    head = f"{line}{fields}Connection: Upgrade\r\nUpgrade: foo\r\nContent-Length: {len(smuggled)}\r\n\r\n"
    reader, writer = await _connect(url)
    writer.write(head.encode())
    await asyncio.sleep(TRIP_SECONDS / 3)  # the body is in a segment of its own
    writer.write(smuggled)
    answers = [await _answer(reader)]
    await asyncio.sleep(TRIP_SECONDS)
    writer.write(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
    answers.append(await _answer(reader))
    writer.close()
    return answers


async def _read_until(done: asyncio.Event, user: Traffic, wrong: list[str]) -> None:
    while not done.is_set():
        answer = await user.send("GET", user.tasks)
        if (
            answer is not None
            and answer.status_code == 200
            and [task["user_id"] for task in answer.json()] != [user.user]
        ):
            wrong.append(f"the user was given {answer.text!r}")


@scenario(
    "A client that sends requests without a pause and reads no answer takes a few megabytes; users notice nothing."
)
async def endless_pipeline(size: Size) -> Outcome:
    """FR-203: on ten connections, for as long as the server takes any of it, and a while longer."""
    outcome = Outcome()
    request = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
    async with world() as at, traffic(at.url, outcome) as user:
        await user.create()
        before = _resident(at.server.process.pid)
        connections = [await _connect(at.url) for _ in range(10)]
        pouring = [asyncio.create_task(_pour(writer, request * 1000)) for _, writer in connections]
        for _ in range(500 if size is Size.full else 50):
            await user.send("GET", user.tasks)
            await asyncio.sleep(0.02)
        grown = (_resident(at.server.process.pid) - before) // MEBIBYTE
        for task, (_, writer) in zip(pouring, connections, strict=True):
            outcome.faults += 1
            task.cancel()
            writer.transport.abort()
    outcome.must(grown < 64, f"memory grew by {grown} MiB")
    outcome.must(outcome.errors == 0, f"{outcome.errors} requests of the user failed")
    return outcome


async def _pour(writer: StreamWriter, data: bytes) -> None:
    while True:
        writer.write(data)
        await writer.drain()


@scenario("What stands behind a body is no header: through HAProxy it signs nobody in, and changes nobody's address.")
async def trailers(size: Size) -> Outcome:
    """FR-201: the quota of an address is taken by requests that claim others, and a token there is none."""
    outcome = Outcome()
    settings = {"TASKS_TRUSTED_PROXIES": "127.0.0.1", "TASKS_RATE_ADDRESS": f"{QUOTA}/day"}
    statuses = []
    async with world(**settings) as at, in_thread(balancer([at.url])) as url:
        reader, writer = await _connect(url)
        for number in range(200 if size is Size.full else 3 * QUOTA):
            name = uuid.uuid4().hex
            writer.write(
                f"POST /api/{name}/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                'Transfer-Encoding: chunked\r\n\r\n11\r\n{"title": "Milk"}\r\n0\r\n'
                f"Authorization: Bearer {token(name)}\r\nX-Forwarded-For: 192.0.2.{number}\r\n\r\n".encode()
            )
            statuses.append(await _status(reader))
            outcome.faults += 1
            outcome.requests += 1
        writer.close()
    expected = [401] * QUOTA + [429] * (len(statuses) - QUOTA)
    outcome.must(statuses == expected, f"the answers were {sorted(set(statuses))}")
    return outcome


async def _connect(url: str) -> tuple[StreamReader, StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)


async def _answer(reader: StreamReader) -> str:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length: ")[2].partition("\r")[0])
    return head + (await reader.readexactly(length)).decode()


async def _status(reader: StreamReader) -> int:
    return int((await _answer(reader)).split(" ")[1])


def _resident(pid: int) -> int:
    """The bytes of memory that a process has (proc(5))."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
