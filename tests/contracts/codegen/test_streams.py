"""FR-382: an answer may be a stream: sent as it comes, cut when it fails, closed when the client goes."""

import asyncio

import httpx
import pytest
from starlette.types import Message

from tests.contracts.codegen.answering import Answering, listening
from tests.contracts.codegen.streaming import Source, streaming_app

_SECONDS = 10


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return Answering(tmp_path_factory)


async def test_is_sent_as_it_comes(answering: Answering) -> None:
    source = Source(b"one", b"", b"two", then="wait")
    async with listening(streaming_app(answering, source)) as url, httpx.AsyncClient() as client:
        async with client.stream("GET", f"{url}/file") as response:
            assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
            assert "content-length" not in response.headers
            parts = response.aiter_raw()
            assert [await anext(parts), await anext(parts)] == [b"one", b"two"]
            assert not source.closed.is_set()
        await source.wait_closed()


@pytest.mark.parametrize(
    ("name", "chunks", "body"),
    [
        ("text", ["hä", "llo"], "hällo".encode()),
        ("latin", ["h", "ä"], b"h\xe4"),
        ("file", [b"a", b"b"], b"ab"),
        ("file", [], b""),
        ("raw_events", [": hello\n\n", "data: x\n\n"], b": hello\n\ndata: x\n\n"),
    ],
)
async def test_ends_whole(answering: Answering, name: str, chunks: list[object], body: bytes) -> None:
    source = Source(*chunks)
    async with listening(streaming_app(answering, source, name)) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/{name}")
    assert (response.status_code, response.content) == (200, body)
    assert source.closed.is_set()


DEFECTS: dict[str, tuple[str, list[object]]] = {
    "a text among bytes": ("file", [b"a", "b"]),
    "bytes among texts": ("text", ["a", b"b"]),
    "a text that its charset can't say": ("latin", ["a", "€"]),
}


@pytest.mark.parametrize(("name", "chunks"), DEFECTS.values(), ids=DEFECTS.keys())
async def test_a_defect_after_the_first_chunk_cuts_the_connection(
    answering: Answering, name: str, chunks: list[object]
) -> None:
    source = Source(*chunks)
    async with listening(streaming_app(answering, source, name)) as url, httpx.AsyncClient() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"{url}/{name}")
        await source.wait_closed()


async def test_what_fails_after_the_first_chunk_cuts_the_connection(answering: Answering) -> None:
    source = Source(b"a", then=ValueError("broken"))
    async with listening(streaming_app(answering, source)) as url, httpx.AsyncClient() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"{url}/file")
        await source.wait_closed()


async def test_what_fails_before_the_first_chunk_is_answered(answering: Answering) -> None:
    source = Source(then=answering.runtime.UndeclaredResponse("broken"))
    async with listening(streaming_app(answering, source)) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/file")
    assert (response.status_code, response.json()) == (500, {"defect": "broken"})
    assert source.closed.is_set()


async def test_is_closed_when_the_client_goes_while_it_waits(answering: Answering) -> None:
    source = Source(b"one", then="wait")
    async with listening(streaming_app(answering, source)) as url:
        async with httpx.AsyncClient() as client, client.stream("GET", f"{url}/file") as response:
            assert await anext(response.aiter_raw()) == b"one"
        await source.wait_closed()


async def test_a_client_that_does_not_read_stops_the_source(answering: Answering) -> None:
    """Never more of an answer is in memory than the client has room for; and it is closed when the client goes."""
    source = Source(*[b"x" * 100_000] * 1000)
    async with listening(streaming_app(answering, source)) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]), limit=1000)
        writer.write(b"GET /file HTTP/1.1\r\nHost: x\r\n\r\n")
        await reader.readline()
        seen = -1
        while source.asked != seen:
            seen = source.asked
            await asyncio.sleep(0.3)
        assert 0 < source.asked < 500
        assert not source.closed.is_set()
        writer.transport.abort()
        await source.wait_closed()


async def test_an_iterator_of_its_own_kind_is_closed_too(answering: Answering) -> None:
    class Rows:
        closed = asyncio.Event()

        def __aiter__(self) -> "Rows":
            return self

        async def __anext__(self) -> bytes:
            assert not self.closed.is_set()
            return b"row"

        async def aclose(self) -> None:
            self.closed.set()

    app = answering.app({"file": lambda: answering.router.File200(Rows())})
    async with listening(app) as url, httpx.AsyncClient() as client:
        async with client.stream("GET", f"{url}/file") as response:
            assert await anext(response.aiter_raw()) == b"row"
        await asyncio.wait_for(Rows.closed.wait(), _SECONDS)


async def test_a_source_that_never_waits_lets_others_have_their_turn(answering: Answering) -> None:
    """With a client that takes everything at once; and its going is noticed, though nothing is waited for."""
    source = Source(*[b"x"] * 100_000)
    sent = 0

    async def receive() -> Message:
        while sent < 1000:  # noqa: ASYNC110 - a turn of the loop each
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal sent
        sent += len(message.get("body", b""))

    scope = {"type": "http", "method": "GET", "path": "/file", "raw_path": b"/file", "query_string": b"", "headers": []}
    await streaming_app(answering, source)(scope, receive, send)
    assert source.closed.is_set()
    assert 1000 <= sent < 2000
