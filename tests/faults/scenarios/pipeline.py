"""Clients that send requests and read no answer."""

import asyncio
from asyncio import StreamReader, StreamWriter
from pathlib import Path

import httpx

from tests.faults.scenario import Outcome, Size, scenario
from tests.faults.traffic import traffic
from tests.faults.world import world

MEBIBYTE = 1 << 20


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


async def _connect(url: str) -> tuple[StreamReader, StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)


def _resident(pid: int) -> int:
    """The bytes of memory that a process has (proc(5))."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
