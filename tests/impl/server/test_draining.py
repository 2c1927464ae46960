"""FR-124: how connections end when the server shuts down."""

import asyncio
from asyncio import StreamReader, StreamWriter

import pytest

from impl.server.shutdown import DrainingServer
from tests.impl.server.listening import LATE, connected, listening, response, wait_until

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
HEAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"


async def closes(reader: StreamReader, writer: StreamWriter, request: bytes = GET) -> bool:
    """Return whether the answer to a request says that it is the last one, and check that it is."""
    writer.write(request)
    status, fields, _ = await response(reader)
    assert status == 200
    if fields.get("connection") != "close":
        return False
    assert await reader.read() == b""
    return True


async def going(server: DrainingServer) -> None:
    """Begin the shutdown, and wait until it has begun."""
    server.should_exit = True
    await wait_until(lambda: server.server_state.drain.begun)


async def test_each_answer_is_the_last_one() -> None:
    """On existing connections in any state and on new ones; before the shutdown none is."""
    async with (
        listening(delay=LATE) as server,
        connected(server) as idle,
        connected(server) as sending,
        connected(server) as fresh,
    ):
        assert not await closes(*idle)
        sending[1].write(HEAD + b"a")
        await wait_until(lambda: bool(server.server_state.tasks))
        await going(server)
        assert await closes(*idle)
        assert await closes(*fresh)
        assert await closes(*sending, b"bc")
        async with connected(server) as new:
            assert await closes(*new)


@pytest.mark.parametrize("come", [b"", GET[:1], GET[:-1], HEAD, HEAD + b"ab"])
async def test_what_has_begun_to_come_is_answered(come: bytes) -> None:
    """Also after the grace period, and on a connection that has not been used yet."""
    whole = GET if GET.startswith(come) else HEAD + b"abc"
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(come)
        await asyncio.sleep(0.1)
        await going(server)
        await asyncio.sleep(0.3)
        assert await closes(reader, writer, whole[len(come) :])


async def test_idle_connections_end_with_the_grace() -> None:
    """The server does not wait for them."""
    async with listening() as server, connected(server) as (reader, writer):
        assert not await closes(reader, writer)
        await going(server)
        assert await reader.read() == b""


async def test_a_head_that_does_not_come_is_not_waited_for() -> None:
    """For longer than about a second."""
    async with listening(final_head_seconds=0.01) as server, connected(server) as (reader, writer):
        writer.write(GET[:-1])
        await asyncio.sleep(0.1)
        await going(server)
        assert await reader.read() == b""
