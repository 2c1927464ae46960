"""FR-285 and FR-286: how a connection ends whose client has closed its side, or has not sent all of its body."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from impl.http_protocol import BoundedProtocol
from impl.paced_protocol import PacedProtocol

from .listening import come_to, connected, listening, response

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"


def slow(may_answer: asyncio.Event) -> ASGIApp:
    """An application that answers with the length of the body, when it may."""

    async def answer(request: Request) -> Response:
        length = len(await request.body())
        await may_answer.wait()
        return PlainTextResponse(str(length))

    return Starlette(routes=[Route("/", answer, methods=["GET", "POST"])])


@pytest.mark.parametrize("protocol", [BoundedProtocol, PacedProtocol])
@pytest.mark.parametrize(
    ("sent", "bodies"),
    [(GET, [b"0"]), (POST, [b"3"]), (GET + POST, [b"0", b"3"]), (POST + GET + POST, [b"3", b"0", b"3"])],
)
async def test_who_has_sent_all_is_answered(protocol: type[BoundedProtocol], sent: bytes, bodies: list[bytes]) -> None:
    """FR-285: a client that closes its side of the connection behind its requests."""
    may_answer = asyncio.Event()
    async with (
        listening(protocol, app=slow(may_answer)) as server,
        connected(server) as (reader, writer),
    ):
        writer.write(sent)
        writer.write_eof()
        await come_to(lambda: bool(server.server_state.tasks))
        await asyncio.sleep(0.05)  # the end is seen
        may_answer.set()
        assert [(await response(reader))[2] for _ in bodies] == bodies
        assert await reader.read() == b""
        await come_to(lambda: not server.server_state.connections)


@pytest.mark.parametrize("sent", [b"", GET[:-2], POST[:-1], GET + GET[:-2]])
async def test_who_has_not_is_gone(sent: bytes) -> None:
    """A request that has not come whole never will."""
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(sent)
        writer.write_eof()
        await reader.read()
        await come_to(lambda: not server.server_state.connections)
