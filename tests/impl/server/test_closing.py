"""FR-285: how a connection ends if its client has closed its side, or has not sent the whole body."""

import asyncio

import pytest
from limits import RateLimitItemPerSecond
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from impl.server.paced_protocol import PacedProtocol
from impl.server.pacing import Pacer
from impl.server.protocol import BoundedProtocol
from tests.impl.server.listening import SOON, connected, listening, response, wait_until

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"


def slow(may_answer: asyncio.Event) -> ASGIApp:
    """An application that answers with the length of the body, when the test allows it."""

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
    """FR-285: a client that closes its side after its requests."""
    may_answer = asyncio.Event()
    async with (
        listening(protocol, app=slow(may_answer)) as server,
        connected(server) as (reader, writer),
    ):
        writer.write(sent)
        writer.write_eof()
        await wait_until(lambda: bool(server.server_state.tasks))
        await asyncio.sleep(0.05)  # the end is seen
        may_answer.set()
        assert [(await response(reader))[2] for _ in bodies] == bodies
        assert await reader.read() == b""
        await wait_until(lambda: not server.server_state.connections)


@pytest.mark.parametrize("sent", [b"", GET[:-2], POST[:-1], GET + GET[:-2]])
async def test_who_has_not_is_gone(sent: bytes) -> None:
    """An incomplete request can't be completed any more."""
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(sent)
        writer.write_eof()
        await reader.read()
        await wait_until(lambda: not server.server_state.connections)


async def early(_: Request) -> Response:
    return PlainTextResponse("early", 401)


EARLY = Starlette(routes=[Route("/", early, methods=["POST"])])
LARGE = 3_000_000
LAST = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"


def exhausted() -> Pacer:
    """Set the bucket to tokens for a hundredth of the body, with a fast refill."""
    return Pacer(RateLimitItemPerSecond(1000))


@pytest.mark.parametrize("protocol", [BoundedProtocol, PacedProtocol])
@pytest.mark.parametrize(
    "head",
    [
        LAST + b"Content-Length: %d\r\n\r\n" % LARGE,
        LAST + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % LARGE,
        b"POST / HTTP/1.0\r\nContent-Length: %d\r\n\r\n" % LARGE,
    ],
)
async def test_an_early_answer_is_not_lost(protocol: type[BoundedProtocol], head: bytes) -> None:
    """FR-285: the connection is not reset while its client still sends the body of the last request."""
    end = b"\r\n0\r\n\r\n" if b"chunked" in head else b""
    async with (
        listening(protocol, app=EARLY, pacer=exhausted()) as server,
        connected(server) as (reader, writer),
    ):
        writer.write(head)
        status, fields, body = await response(reader)
        assert (status, fields["connection"], body) == (401, "close", b"early")
        assert await reader.read() == b""
        assert server.server_state.connections
        writer.write(b"x" * LARGE + end)
        await writer.drain()  # raises ConnectionResetError where it was reset
        await wait_until(lambda: not server.server_state.connections)


async def test_what_comes_behind_the_last_request() -> None:
    """It is ignored, also if only the server has decided that the request is the last one."""
    done = 0

    async def count(_: Request) -> Response:
        nonlocal done
        done += 1
        return PlainTextResponse("early", 401)

    app = Starlette(routes=[Route("/", count, methods=["POST"])])
    async with listening(app=app) as server, connected(server) as (reader, writer):
        server.server_state.drain.begin()
        writer.write(POST[:-1])
        assert (await response(reader))[0] == 401
        writer.write(POST[-1:] + POST)
        assert await reader.read() == b""
        await wait_until(lambda: not server.server_state.connections and not server.server_state.tasks)
        assert done == 1


async def test_a_body_that_does_not_come_after_an_early_answer() -> None:
    """The time limit is that of any other body."""
    async with listening(app=EARLY, body_seconds=SOON) as server, connected(server) as (reader, writer):
        writer.write(LAST + b"Content-Length: 5\r\n\r\n")
        assert (await response(reader))[0] == 401
        assert await reader.read() == b""
        await wait_until(lambda: not server.server_state.connections)


@pytest.mark.parametrize("head", [LAST, LAST.replace(b"Connection: close\r\n", b"")])
async def test_nor_as_the_server_goes_down(head: bytes) -> None:
    """A server that shuts down does not wait for an unneeded body."""
    async with listening(app=EARLY, final_head_seconds=SOON) as server, connected(server) as (reader, writer):
        writer.write(head + b"Content-Length: 5\r\n\r\n")
        assert (await response(reader))[0] == 401
        server.should_exit = True
        assert await reader.read() == b""
        await wait_until(lambda: not server.server_state.connections)
