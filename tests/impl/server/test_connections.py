"""FR-212, FR-077: which connections are closed when there are too many, and which are served anyway."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import pytest

from impl.server.connections import MAX_SPARE, ConnectionLimits, Connections
from tests.impl.server.crowd import (
    GET,
    HEALTH,
    STALL,
    STALLS,
    STREAM,
    WORK,
    Held,
    Working,
    crowd,
    ends,
    serves,
    transport_of,
)
from tests.impl.server.listening import LATE, SOON, answered, connected, listening, response, wait_until


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
    """FR-212: other requests are refused at once, and current ones go on."""
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
    """FR-212: spare connections are closed for later ones."""
    async with listening(app=Working(), limits=ConnectionLimits(total=1)) as server, AsyncExitStack() as stack:
        await stack.enter_async_context(crowd(server, WORK))
        spare = [await stack.enter_async_context(connected(server)) for _ in range(MAX_SPARE)]
        await wait_until(lambda: len(server.server_state.connections) == 1 + MAX_SPARE)
        new = await stack.enter_async_context(connected(server))
        await serves(new, HEALTH)
        assert await ends(spare[0]) == b""
        await serves(spare[1], HEALTH)


async def test_a_spare_gets_the_place_that_is_free_meanwhile() -> None:
    """FR-212: then it is a connection like any other."""
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
    """FR-077: by 408, whether its time is over or others need room."""
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
