"""FR-061: a key set is fetched from a server that is not trusted."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from impl.auth import fetch as module
from impl.auth.fetch import MAX_BYTES, key_set_fetcher
from impl.auth.jwks import FetchFailed
from impl.auth.keys import KeySetInvalid
from tests.impl.auth.issuer import Issuer

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(answer: Answer) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Run a server that reads the head of a request and leaves the rest to the test; yield its URL and the heads."""
    heads: list[bytes] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        try:
            await answer(writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/jwks", heads
    finally:
        server.close()


def answering(body: bytes, status: str = "200 OK", *headers: str) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        fields = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
        writer.write("\r\n".join(fields).encode() + body)
        await writer.drain()

    return answer


@pytest.fixture
def document(issuer: Issuer) -> bytes:
    return json.dumps(issuer.document()).encode()


async def test_the_keys_of_a_set(document: bytes) -> None:
    """The request accepts key sets, without compression."""
    async with serving(answering(document)) as (url, heads):
        assert [key.id for key in await key_set_fetcher(url)()] == ["ed", "ed2", "ec", "rsa"]
    assert b"accept: application/jwk-set+json" in heads[0].lower()
    assert b"accept-encoding: identity" in heads[0].lower()


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "204 No Content", "206 Partial Content"])
async def test_another_status(document: bytes, status: str) -> None:
    async with serving(answering(document, status)) as (url, _):
        with pytest.raises(FetchFailed, match=f"it answers {status[:3]}"):
            await key_set_fetcher(url)()


async def test_a_redirect_is_not_followed(document: bytes) -> None:
    """It could lead to plain HTTP, or into the server's network."""
    async with serving(answering(document)) as (target, heads):
        async with serving(answering(b"", "302 Found", f"Location: {target}")) as (url, _):
            with pytest.raises(FetchFailed, match="it answers 302"):
                await key_set_fetcher(url)()
        assert heads == []


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{", b"\xff\xfe", b"[" * 100_000, b"9" * 10_000], ids=lambda body: repr(body[:8])
)
async def test_what_is_not_json(body: bytes) -> None:
    async with serving(answering(body)) as (url, _):
        with pytest.raises(FetchFailed):
            await key_set_fetcher(url)()


async def test_what_is_not_a_key_set() -> None:
    async with serving(answering(b'{"error": "sorry"}')) as (url, _):
        with pytest.raises(KeySetInvalid):
            await key_set_fetcher(url)()


async def test_too_much(document: bytes) -> None:
    """A response without a length that never ends."""
    sent = 0

    async def answer(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            writer.write(b" " * 16_384)
            sent += 16_384
            await writer.drain()

    async with serving(answer) as (url, _):
        with pytest.raises(FetchFailed, match="too much"):
            await key_set_fetcher(url)()
    assert sent > MAX_BYTES
    padded = document.ljust(MAX_BYTES)
    async with serving(answering(padded)) as (url, _):
        assert await key_set_fetcher(url)()


async def test_what_was_compressed_all_the_same(document: bytes) -> None:
    async with serving(answering(gzip.compress(document), "200 OK", "Content-Encoding: gzip")) as (url, _):
        with pytest.raises(FetchFailed):
            await key_set_fetcher(url)()


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
async def test_a_server_that_hangs(monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    """Before its answer or during it."""
    monkeypatch.setattr(module, "FETCH_SECONDS", 0.05)
    over = asyncio.Event()

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        await over.wait()

    async with serving(answer) as (url, _):
        with pytest.raises(FetchFailed, match="TimeoutError"):
            await key_set_fetcher(url)()
        over.set()


async def test_a_server_that_drips(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte arrives quickly, but all of them take too long."""
    monkeypatch.setattr(module, "FETCH_SECONDS", 0.05)

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.001)

    async with serving(answer) as (url, _):
        with pytest.raises(FetchFailed, match="TimeoutError"):
            await key_set_fetcher(url)()


@pytest.mark.parametrize("start", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
async def test_a_server_that_hangs_up(start: bytes) -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(start)

    async with serving(answer) as (url, _):
        with pytest.raises(FetchFailed):
            await key_set_fetcher(url)()


async def test_nobody_there() -> None:
    with pytest.raises(FetchFailed, match="ConnectError"):
        await key_set_fetcher("http://127.0.0.1:1/jwks")()
