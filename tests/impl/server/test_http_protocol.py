"""FR-077: a client that sends too much before its request is known, or too slowly, is disconnected; others are not."""

import asyncio
import json

import pytest

from tests.impl.server.listening import SOON, answered, connected, listening, wait_until


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET /?q=" + b"x" * 19_000, 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 33_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 49_000, 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"Abcdefgh: ijklmnop\r\n" * 2_100, 431),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
    ],
    ids=["url", "url without an end", "header", "header without an end", "many headers", "no HTTP", "no length"],
)
async def test_too_much(request_: bytes, status: int) -> None:
    """A problem, then the end of the connection."""
    async with listening() as server, connected(server) as (reader, writer):
        for start in range(0, len(request_), 10_000):
            writer.write(request_[start : start + 10_000])
            await asyncio.sleep(0.02)  # a piece at a time
        found, body = await answered(reader)
        assert (found, json.loads(body)["status"]) == (status, status)
        assert await reader.read() == b""


async def test_as_much_as_is_allowed() -> None:
    """URL, headers and body up to their limits, twice on one connection, in small pieces."""
    request_ = b"POST /?q=%b HTTP/1.1\r\nHost: a\r\nX: %b\r\nContent-Length: 60000\r\n\r\n" % (
        b"x" * 16_000,
        b"y" * 15_000,
    )
    async with listening() as server, connected(server) as (reader, writer):
        for _ in range(2):
            for start in range(0, len(request_), 1000):
                writer.write(request_[start : start + 1000])
                await writer.drain()
            writer.write(b"z" * 60_000)
            assert await answered(reader) == (200, b"60000")


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"])
async def test_head_that_does_not_come(sent: bytes) -> None:
    """The connection is closed."""
    async with listening(head_seconds=SOON) as server, connected(server) as (reader, writer):
        writer.write(sent)
        assert await reader.read() == b""


async def test_head_that_trickles() -> None:
    """Slowly arriving bytes do not extend the time limit."""
    async with listening(head_seconds=SOON) as server, connected(server) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\n")
        ended = asyncio.create_task(reader.read())
        while not ended.done():
            writer.write(b"X: y\r\n")
            await asyncio.sleep(0.005)
        assert ended.exception() is not None or ended.result() == b""


async def test_body_that_does_not_come() -> None:
    """The connection is closed; its client gets 408 (FR-077)."""
    async with listening(body_seconds=SOON) as server, connected(server) as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
        assert (await answered(reader))[0] == 408
        assert await reader.read() == b""


async def test_patience_is_for_one_request() -> None:
    """The deadline of a finished request does not affect later ones."""
    async with listening(head_seconds=1.0) as server, connected(server) as (reader, writer):
        for _ in range(30):
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert await answered(reader) == (200, b"0")
            await asyncio.sleep(0.05)


async def test_answer_that_is_not_read() -> None:
    """It is kept for a limited time; an answer that is read arrives, however large it is."""
    large = b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
    async with listening(answer_seconds=SOON) as server, connected(server) as (reader, writer):
        writer.write(large)
        await wait_until(lambda: bool(server.server_state.connections))
        await wait_until(lambda: not server.server_state.connections)
        with pytest.raises((asyncio.IncompleteReadError, ConnectionResetError)):
            await answered(reader)
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(large)
        assert (await answered(reader))[0] == 200
