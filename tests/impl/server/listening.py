"""A server with a small application in this process, and raw connections to it."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from impl.auth.bearer import USER
from impl.server.connections import ConnectionLimits, Connections
from impl.server.pacing import Pacer
from impl.server.protocol import BoundedProtocol
from impl.server.run import listen
from impl.server.shutdown import DrainingServer

SOON = 0.05
LATE = 3600.0


async def wait_until(state: Callable[[], bool]) -> None:
    """Wait until the condition is true; the server reports such changes in no other way."""
    while not state():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def _length(request: Request) -> Response:
    if "authorization" in request.headers:  # as a token that proves a user does
        request.scope[USER] = "somebody"
    return PlainTextResponse(str(len(await request.body())))


async def _large(_: Request) -> Response:
    return PlainTextResponse("x" * 16_000_000)


@asynccontextmanager
async def listening(
    protocol: type[BoundedProtocol] = BoundedProtocol,
    *,
    app: ASGIApp | None = None,
    limits: ConnectionLimits | None = None,
    delay: float = 0.0,
    pacer: Pacer | None = None,
    **time_limits: float,
) -> AsyncIterator[DrainingServer]:
    """Run a server on a free port. By default `/` answers with the length of the body, and `/large` with more than the
    buffers hold.

    `time_limits` are the times of `BoundedProtocol`; those that are not given are an hour.
    """
    times = dict.fromkeys(("head_seconds", "body_seconds", "answer_seconds", "final_head_seconds"), LATE) | time_limits
    app = app or Starlette(routes=[Route("/", _length, methods=["GET", "POST"]), Route("/large", _large)])
    timed = type("Timed", (protocol,), times)
    config = uvicorn.Config(app, http=timed, ws="none", lifespan="off", log_config=None)
    connections = Connections(None, limits)
    connections.pacer = pacer
    server = DrainingServer(config, connections, delay=delay)
    running = asyncio.create_task(
        server._serve([listen("127.0.0.1", 0)])
    )  # serve() takes over the signals of the process
    await wait_until(lambda: server.started)
    yield server
    server.should_exit = server.force_exit = True
    await running


def port_of(server: DrainingServer) -> int:
    """Return the port of a server."""
    port: int = server.listeners[0].getsockname()[1]
    return port


@asynccontextmanager
async def connected(
    server: DrainingServer, address: str = "127.0.0.1"
) -> AsyncIterator[tuple[StreamReader, StreamWriter]]:
    """Open a connection to a server from a loopback address."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port_of(server), local_addr=(address, 0))
    yield reader, writer
    writer.close()
    await asyncio.gather(writer.wait_closed(), return_exceptions=True)


async def answered(reader: StreamReader) -> tuple[int, bytes]:
    """Return the status and the body of a response."""
    status, _, body = await response(reader)
    return status, body


async def response(reader: StreamReader) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the header fields and the body of a response."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().lower().strip().split("\r\n")
    fields = dict(line.split(": ", 1) for line in lines)
    return int(first.split(" ")[1]), fields, await reader.readexactly(int(fields["content-length"]))
