"""Crowds of connections, each stalled in its way, and an application that works until it is told to end."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeAlias

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from impl.server.shutdown import DrainingServer
from tests.impl.server.listening import answered, connected, wait_until

Streams: TypeAlias = tuple[StreamReader, StreamWriter]

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
HEALTH = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
WORK = b"GET /work HTTP/1.1\r\nHost: a\r\n\r\n"
STREAM = b"GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"
STALLS = {
    "says nothing": b"",
    "sends a head slowly": GET[:-2],
    "sends a body slowly": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na",
    "sends a chunked body slowly": b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
    "does not read": b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n",
    "does not read, and asks for more": b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n" * 5,
    "does not read a stream": b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n",
}
STALL = pytest.mark.parametrize("sent", STALLS.values(), ids=list(STALLS))


class Working(Starlette):
    """`/work` is processed until `done`; `/stream` has begun and sends nothing until then; `/endless` never ends."""

    def __init__(self) -> None:
        paths = {"/": self._length, "/large": self._large, "/health/live": self._length, "/work": self._work}
        paths |= {"/stream": self._stream, "/endless": self._endless}
        super().__init__(routes=[Route(path, answer, methods=["GET", "POST"]) for path, answer in paths.items()])
        self.done = asyncio.Event()
        self.at_work = 0

    async def _length(self, request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    async def _large(self, _: Request) -> Response:
        return PlainTextResponse("x" * 16_000_000)

    async def _work(self, _: Request) -> Response:
        self.at_work += 1
        await self.done.wait()
        return PlainTextResponse("worked")

    async def _stream(self, _: Request) -> Response:
        async def pieces() -> AsyncIterator[str]:
            yield "first"
            self.at_work += 1
            await self.done.wait()
            yield "last"

        return StreamingResponse(pieces())

    async def _endless(self, _: Request) -> Response:
        async def pieces() -> AsyncIterator[str]:
            while True:
                yield "x" * 100_000
                await asyncio.sleep(0)

        return StreamingResponse(pieces())


def transport_of(streams: Streams) -> asyncio.Transport:
    """Return the transport that reads and writes."""
    transport = streams[1].transport
    assert isinstance(transport, asyncio.Transport)
    return transport


@asynccontextmanager
async def crowd(server: DrainingServer, *sent: bytes) -> AsyncIterator[list[Streams]]:
    """Open connections that have each sent something, one after the other, until the server knows their state."""
    async with AsyncExitStack() as stack:
        crowd = []
        for piece in sent:
            before = len(server.server_state.connections)
            reader, writer = await stack.enter_async_context(connected(server))
            transport = transport_of((reader, writer))
            transport.pause_reading()  # what the kernel holds is little beside what is sent
            await wait_until(lambda before=before: len(server.server_state.connections) > before)  # type: ignore[misc]
            writer.write(piece)
            await asyncio.sleep(0.2)
            if b"large" not in piece and b"endless" not in piece:
                transport.resume_reading()
            crowd.append((reader, writer))
        yield crowd


async def ends(streams: Streams) -> bytes:
    """Return what arrives until the server ends the connection, by a close or a reset."""
    came, transport = bytearray(), transport_of(streams)
    if not transport.is_reading():
        transport.resume_reading()
    try:
        while data := await streams[0].read(1 << 20):
            came += data
    except ConnectionResetError:
        pass
    return bytes(came)


async def serves(streams: Streams, request: bytes = GET, expected: tuple[int, bytes] = (200, b"0")) -> None:
    """Check that the connection is open and answers."""
    streams[1].write(request)
    assert await answered(streams[0]) == expected


class Held:
    """A connection as far as it is known here."""

    def __init__(self, host: str | None) -> None:
        self.client = None if host is None else (host, 1)
        self.is_there = True

    def close_stalled(self) -> None:
        self.is_there = False

    def unread_bytes(self) -> int:
        return 0
