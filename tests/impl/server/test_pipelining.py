"""FR-202, FR-203, FR-206: requests that are sent without waiting for answers."""

import asyncio
from asyncio import StreamWriter

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from impl.server.protocol import BoundedProtocol
from impl.server.shutdown import DrainingServer
from tests.impl.server.listening import SOON, answered, connected, listening, wait_until

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"


def protocol_of(server: DrainingServer) -> BoundedProtocol:
    """Return the protocol of the only connection."""
    (protocol,) = server.server_state.connections
    assert isinstance(protocol, BoundedProtocol)
    return protocol


class Slow:
    """An application that answers each request when the test allows it, and counts requests."""

    def __init__(self) -> None:
        self.begun = 0
        self.turns = asyncio.Semaphore(0)
        self.app = Starlette(routes=[Route("/{_:path}", self._answer, methods=["GET", "POST"])])

    async def _answer(self, request: Request) -> Response:
        self.begun += 1
        body = await request.body()
        await self.turns.acquire()
        return PlainTextResponse(request.url.path + body.decode())


async def test_pipeline_is_bounded() -> None:
    """FR-203: of two thousand pipelined requests, one is processed, at most one waits, and no more is read."""
    slow, count = Slow(), 2_000
    async with listening(app=slow.app) as server, connected(server) as (reader, writer):
        sending = asyncio.create_task(
            _send(writer, b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % n for n in range(count)))
        )
        for number in range(count):
            slow.turns.release()
            status, body = await answered(reader)
            assert (status, body) == (200, b"/%d" % number)
            protocol = protocol_of(server)
            assert slow.begun - number <= 2
            assert len(protocol.pipeline) <= 1
        await sending


@pytest.mark.parametrize("request_", [GET, POST, POST.replace(b"Host", b"Connection: upgrade\r\nUpgrade: x\r\nHost")])
async def test_what_is_held(request_: bytes) -> None:
    """FR-203: received bytes are kept unparsed, and the socket is not read, although the application waits for its
    client."""
    slow = Slow()
    async with listening(app=slow.app) as server, connected(server) as (_, writer):
        writer.write(request_)
        await wait_until(lambda: slow.begun == 1)
        sending = asyncio.create_task(_send(writer, request_ * 200_000))
        protocol = protocol_of(server)
        await wait_until(lambda: protocol.flow.read_paused)
        protocol.flow.resume_reading()
        assert protocol.flow.read_paused
        await asyncio.sleep(0.2)
        held, protocol.flow.held = protocol.flow.held, None
        assert held is not None
        assert 0 < len(held[0]) <= 256_000
        assert (slow.begun, len(protocol.pipeline)) == (1, 0)
        assert not sending.done()
        sending.cancel()
        writer.transport.abort()
        for _ in range(len(held[0])):
            slow.turns.release()
        await wait_until(lambda: not server.server_state.connections)


async def _send(writer: StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


@pytest.mark.parametrize("request_", [GET, POST])
async def test_cut_anywhere(request_: bytes) -> None:
    """FR-203: three pipelined requests in two segments are answered in order."""
    data = request_ * 3
    async with listening() as server, connected(server) as (reader, writer):
        for at in range(1, len(data)):
            writer.write(data[:at])
            await asyncio.sleep(0.001)
            writer.write(data[at:])
            assert [await answered(reader) for _ in range(3)] == [(200, b"3" if request_ is POST else b"0")] * 3


async def test_a_request_that_is_wrong_is_answered_in_its_turn() -> None:
    """FR-202: the previous request is answered first, however the bytes are split."""
    slow = Slow()
    for pieces in ((POST + b"nonsense\r\n",), (POST, b"nonsense\r\n\r\n"), (GET[:-1], b"\nnonsense\r\n\r\n" + GET)):
        async with listening(app=slow.app) as server, connected(server) as (reader, writer):
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.05)
            slow.turns.release()
            assert (await answered(reader))[0] == 200
            assert (await answered(reader))[0] == 400
            assert await reader.read() == b""


async def test_a_request_that_is_worked_on_is_not_idle() -> None:
    """FR-206: part of its head came before the previous answer; and bytes behind it have no deadline."""
    slow = Slow()
    async with listening(app=slow.app, head_seconds=SOON, body_seconds=SOON) as server:
        server.config.timeout_keep_alive = 1
        async with connected(server) as (reader, writer):
            writer.write(POST + POST[:20])
            await wait_until(lambda: slow.begun == 1)
            writer.write(POST[20:])
            await asyncio.sleep(4 * SOON)
            slow.turns.release()
            assert await answered(reader) == (200, b"/abc")
            await wait_until(lambda: slow.begun == 2)
            await asyncio.sleep(1.2)
            slow.turns.release()
            assert await answered(reader) == (200, b"/abc")
