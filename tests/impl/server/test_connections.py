"""FR-130, FR-212 to FR-215: which connections are closed when there are too many, and which are served anyway."""

import asyncio
import json
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeAlias

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from impl.server.connections import MAX_SPARE, ConnectionLimits, Connections
from impl.server.shutdown import DrainingServer
from tests.impl.server.listening import LATE, SOON, answered, connected, listening, port_of, response, wait_until

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


@STALL
async def test_who_stalls_longest_goes_first(sent: bytes) -> None:
    """FR-212: only the one that has been stalled the longest is closed, whatever it waits for."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=3)) as server,
        crowd(server, WORK, sent, b"") as (working, stalling, idle),
        connected(server) as new,
    ):
        await serves(new)
        came = await ends(stalling)
        assert len(came) < 16_000_000
        await serves(idle)
        app.done.set()
        assert await answered(working[0]) == (200, b"worked")


@STALL
async def test_who_stalls_less_long_stays(sent: bytes) -> None:
    """FR-212: waiting for a request counts the same as any other waiting."""
    async with (
        listening(app=Working(), limits=ConnectionLimits(total=2)) as server,
        crowd(server, b"", sent) as (idle, stalling),
        connected(server) as new,
    ):
        await serves(new)
        assert await ends(idle) == b""
        if b"POST" in sent:
            more, length = (b"bc", b"3") if b"Length" in sent else (b"0\r\n\r\n", b"1")
            await serves(stalling, more, (200, length))
        elif b"large" in sent:
            transport_of(stalling).resume_reading()
            for _ in range(sent.count(b"GET")):
                status, body = await answered(stalling[0])
                assert (status, len(body)) == (200, 16_000_000)
        elif b"endless" not in sent:
            await serves(stalling, GET[len(sent) :])


async def test_a_request_begins_a_new_wait() -> None:
    """FR-212: a client that sends a head after a long wait has not been stalled for long."""
    async with (
        listening(app=Working(), limits=ConnectionLimits(total=2)) as server,
        crowd(server, b"", b"") as (first, second),
    ):
        first[1].write(STALLS["sends a body slowly"])
        await asyncio.sleep(0.2)
        async with connected(server) as new:
            await serves(new)
            assert await ends(second) == b""
            await serves(first, b"bc", (200, b"3"))


async def test_a_body_that_has_come_is_worked_on() -> None:
    """FR-212: also if the next request arrives with its end."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=2)) as server,
        crowd(server, WORK.replace(b"GET", b"POST").replace(b"\r\n\r\n", b"\r\nContent-Length: 1\r\n\r\n"), b"") as (
            working,
            idle,
        ),
    ):
        working[1].write(b"a" + GET)
        await asyncio.sleep(0.2)
        async with connected(server) as new:
            await serves(new)
            assert await ends(idle) == b""
            app.done.set()
            assert await answered(working[0]) == (200, b"worked")
            assert await answered(working[0]) == (200, b"0")


async def test_bytes_that_trickle_win_no_time() -> None:
    """FR-212: a body that arrives slowly has been stalled since its head."""
    async with (
        listening(app=Working(), limits=ConnectionLimits(total=2)) as server,
        crowd(server, STALLS["sends a body slowly"], b"") as (slow, idle),
    ):
        slow[1].write(b"b")
        await asyncio.sleep(0.2)
        async with connected(server) as new:
            await serves(new)
            assert (await ends(slow)).startswith(b"HTTP/1.1 408 ")
            await serves(idle)


async def test_a_stream_that_is_idle_does_not_stall() -> None:
    """FR-212: its client waits for the server."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=2)) as server,
        crowd(server, STREAM, b"") as (stream, idle),
        connected(server) as new,
    ):
        await serves(new)
        assert await ends(idle) == b""
        app.done.set()
        assert b"last" in await stream[0].readuntil(b"0\r\n\r\n")


async def test_health_is_let_in_where_all_are_worked_on() -> None:
    """FR-214: other requests are refused at once, and current ones go on."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=2)) as server,
        crowd(server, WORK, STREAM) as (working, stream),
    ):
        for _ in range(2 * MAX_SPARE):
            async with connected(server) as (reader, writer):
                writer.write(HEALTH)
                status, fields, body = await response(reader)
                assert (status, fields["connection"], body) == (200, "close", b"0")
                assert await reader.read() == b""
            async with connected(server) as (reader, writer):
                writer.write(GET)
                status, fields, body = await response(reader)
                assert (status, fields["retry-after"], fields["connection"]) == (503, "1", "close")
                assert fields["content-type"] == "application/problem+json"
                problem = json.loads(body)
                assert problem.pop("request_id") == fields["x-request-id"]
                assert problem == {
                    "type": "urn:tasks-api:problem:overloaded",
                    "title": "Overloaded",
                    "status": 503,
                    "detail": "The server has more to do than it can. Nothing was done; try again in a moment.",
                }
                assert await reader.read() == b""
        app.done.set()
        assert await answered(working[0]) == (200, b"worked")
        assert b"last" in await stream[0].readuntil(b"0\r\n\r\n")
        async with connected(server) as new:  # in the place of one that waits now
            await serves(new)
            await serves(new)


async def test_who_holds_the_spare_places() -> None:
    """FR-214: spare connections are closed for later ones."""
    async with listening(app=Working(), limits=ConnectionLimits(total=1)) as server, AsyncExitStack() as stack:
        await stack.enter_async_context(crowd(server, WORK))
        spare = [await stack.enter_async_context(connected(server)) for _ in range(MAX_SPARE)]
        await wait_until(lambda: len(server.server_state.connections) == 1 + MAX_SPARE)
        new = await stack.enter_async_context(connected(server))
        await serves(new, HEALTH)
        assert await ends(spare[0]) == b""
        await serves(spare[1], HEALTH)


async def test_a_spare_gets_the_place_that_is_free_meanwhile() -> None:
    """FR-214: then it is a connection like any other."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=1)) as server,
        crowd(server, WORK, b"") as (working, spare),
    ):
        app.done.set()
        assert await answered(working[0]) == (200, b"worked")
        await serves(spare)
        await serves(spare)
        assert await ends(working) == b""


@asynccontextmanager
async def from_(source: str, server: DrainingServer) -> AsyncIterator[Streams]:
    """A connection from another address of this machine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port_of(server), local_addr=(source, 0))
    yield reader, writer
    writer.close()


async def test_an_address_has_a_bound_of_its_own() -> None:
    """FR-213: its own connections are closed, not those of others that have been stalled longer."""
    async with (
        listening(app=Working(), limits=ConnectionLimits(total=10, per_address=2)) as server,
        crowd(server, b"") as (other,),
        from_("127.0.0.2", server) as first,
        from_("127.0.0.2", server) as second,
    ):
        await serves(first)
        await serves(second)
        async with from_("127.0.0.2", server) as third:
            await serves(third)
            assert await ends(first) == b""
            await serves(other)
            await serves(second)


async def test_an_address_whose_connections_are_all_worked_on() -> None:
    """FR-213, FR-214: another connection of it may only check health; other addresses are served."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=10, per_address=1)) as server,
        from_("127.0.0.2", server) as working,
    ):
        working[1].write(WORK)
        await wait_until(lambda: app.at_work == 1)
        async with from_("127.0.0.2", server) as more:
            more[1].write(GET)
            assert (await answered(more[0]))[0] == 503
        async with from_("127.0.0.2", server) as more:
            await serves(more, HEALTH)
        async with connected(server) as other:
            await serves(other)
        app.done.set()
        assert await answered(working[0]) == (200, b"worked")


@pytest.mark.parametrize("proxies", [("127.0.0.2",), ("127.0.0.0/8",), ("10.0.0.0/8", "127.0.0.2/32")])
async def test_a_proxy_has_none(proxies: tuple[str, ...]) -> None:
    """FR-213: only the limit of all connections applies to it."""
    limits = ConnectionLimits(total=3, per_address=1, trusted_proxies=proxies)
    async with (
        listening(app=Working(), limits=limits) as server,
        from_("127.0.0.2", server) as first,
        from_("127.0.0.2", server) as second,
        from_("127.0.0.2", server) as third,
    ):
        for streams in (first, second, third):
            await serves(streams)
        async with from_("127.0.0.2", server) as fourth:
            await serves(fourth)
            assert await ends(first) == b""


class Held:
    """A connection as far as it is known here."""

    def __init__(self, host: str | None) -> None:
        self.client = None if host is None else (host, 1)
        self.is_there = True

    def close_stalled(self) -> None:
        self.is_there = False

    def unread_bytes(self) -> int:
        return 0


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        (None, None, True),
        ("fe80::1%eth0", "fe80::2%eth0", True),
    ],
)
async def test_whose_an_address_is(first: str | None, second: str | None, one: bool) -> None:
    """FR-213: as for quotas, an IPv6 address counts by its /64 network."""
    connections = Connections(None, ConnectionLimits(per_address=1))
    held = Held(first)
    connections.opened(held)
    connections.opened(Held(second))
    assert held.is_there is not one


async def test_what_is_closed_for_others_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """FR-212: one line for each second in which connections were closed for others."""
    connections = Connections(None, ConnectionLimits(total=1))
    for _ in range(4):
        connections.opened(Held("192.0.2.1"))

    def closed_counts() -> list[tuple[str, int, int]]:
        lines: list[Any] = [record.msg for record in caplog.records if record.name == "tasks_api.connections"]
        return [(line["event"], line["closed"], line["open"]) for line in lines]

    # A line of the test before may come first.
    await wait_until(lambda: ("connections were closed for others", 3, 1) in closed_counts())
    assert [closed for _, closed, _ in closed_counts()].count(3) == 1


@pytest.mark.parametrize("sent", [STALLS["sends a body slowly"], STALLS["sends a chunked body slowly"]])
@pytest.mark.parametrize("why", ["time", "room"])
async def test_who_is_cut_while_sending_is_told(sent: bytes, why: str) -> None:
    """FR-215: by 408, whether its time is over or others need room."""
    seconds, limits = (SOON, None) if why == "time" else (LATE, ConnectionLimits(total=1))
    async with (
        listening(app=Working(), limits=limits, body_seconds=seconds) as server,
        connected(server) as (reader, writer),
    ):
        writer.write(sent)
        await asyncio.sleep(0.2)
        async with connected(server):
            status, fields, body = await response(reader)
            assert (status, fields["connection"]) == (408, "close")
            assert fields["content-type"] == "application/problem+json"
            problem = json.loads(body)
            assert problem.pop("request_id") == fields["x-request-id"]
            assert problem == {
                "type": "urn:tasks-api:problem:request-timeout",
                "title": "Request Timeout",
                "status": 408,
                "detail": "The request has not come whole in the time that there was for it. Send it again.",
            }
            assert await reader.read() == b""
