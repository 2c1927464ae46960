"""FR-382: an answer may be a stream: sent as it comes, cut when it fails, closed when the client goes."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import Depends, FastAPI
from starlette.types import Message

from impl.server.shutdown import DrainingServer
from tests.contracts.codegen.answering import Answering, listening
from tests.impl.server.listening import listening as own_server
from tests.impl.server.listening import port_of

_SECONDS = 10


class Source:
    """What a service yields, and what has become of it."""

    def __init__(self, *chunks: object, then: object = None) -> None:
        self.chunks = chunks
        self.then = then
        self.asked = 0
        self.closed = asyncio.Event()

    async def chunks_of_it(self) -> AsyncIterator[Any]:
        try:
            for chunk in self.chunks:
                self.asked += 1
                yield chunk
            if isinstance(self.then, Exception):
                raise self.then
            if self.then is not None:
                await asyncio.Event().wait()
        finally:
            self.closed.set()

    async def wait_closed(self) -> None:
        await asyncio.wait_for(self.closed.wait(), _SECONDS)


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return Answering(tmp_path_factory)


def _app(answering: Answering, source: Source, name: str = "file") -> FastAPI:
    sealed = getattr(answering.router, f"{''.join(part.title() for part in name.split('_'))}200")
    return answering.app({name: lambda **_: sealed(source.chunks_of_it())})


def _client_of(server: DrainingServer) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port_of(server)}")


async def test_is_sent_as_it_comes(answering: Answering) -> None:
    source = Source(b"one", b"", b"two", then="wait")
    async with listening(_app(answering, source)) as url, httpx.AsyncClient() as client:
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
    async with listening(_app(answering, source, name)) as url, httpx.AsyncClient() as client:
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
    async with listening(_app(answering, source, name)) as url, httpx.AsyncClient() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"{url}/{name}")
        await source.wait_closed()


async def test_what_fails_after_the_first_chunk_cuts_the_connection(answering: Answering) -> None:
    source = Source(b"a", then=ValueError("broken"))
    async with listening(_app(answering, source)) as url, httpx.AsyncClient() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"{url}/file")
        await source.wait_closed()


async def test_what_fails_before_the_first_chunk_is_answered(answering: Answering) -> None:
    source = Source(then=answering.runtime.UndeclaredResponse("broken"))
    async with listening(_app(answering, source)) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/file")
    assert (response.status_code, response.json()) == (500, {"defect": "broken"})
    assert source.closed.is_set()


async def test_is_closed_when_the_client_goes_while_it_waits(answering: Answering) -> None:
    source = Source(b"one", then="wait")
    async with listening(_app(answering, source)) as url:
        async with httpx.AsyncClient() as client, client.stream("GET", f"{url}/file") as response:
            assert await anext(response.aiter_raw()) == b"one"
        await source.wait_closed()


async def test_a_client_that_does_not_read_stops_the_source(answering: Answering) -> None:
    """Never more of an answer is in memory than the client has room for; and it is closed when the client goes."""
    source = Source(*[b"x" * 100_000] * 1000)
    async with listening(_app(answering, source)) as url:
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
    await _app(answering, source)(scope, receive, send)
    assert source.closed.is_set()
    assert 1000 <= sent < 2000


async def test_what_it_reads_from_ends_after_it(answering: Answering) -> None:
    """A dependency of the request ends when the source is closed, one of the function when the first chunk is there."""
    told: list[str] = []

    async def rows() -> AsyncIterator[bytes]:
        try:
            for row in (b"1", b"2"):
                told.append(f"row {row.decode()}")
                yield row
        finally:
            told.append("closed")

    async def session() -> AsyncIterator[None]:
        yield
        told.append("session ends")

    async def transaction() -> AsyncIterator[None]:
        yield
        told.append("transaction ends")

    app = answering.app(
        {"file": lambda: answering.router.File200(rows())},
        dependencies=[Depends(session, scope="request"), Depends(transaction, scope="function")],
    )
    async with listening(app) as url, httpx.AsyncClient() as client:
        assert (await client.get(f"{url}/file")).content == b"12"
    assert told == ["row 1", "transaction ends", "row 2", "closed", "session ends"]


async def test_a_dependency_that_fails_closes_it(answering: Answering) -> None:
    """The response has not begun, so it is answered."""
    source = Source(b"one")

    async def transaction() -> AsyncIterator[None]:
        yield
        raise answering.runtime.UndeclaredResponse("broken")

    app = answering.app(
        {"file": lambda: answering.router.File200(source.chunks_of_it())},
        dependencies=[Depends(transaction, scope="function")],
    )
    async with listening(app) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/file")
    assert (response.status_code, response.json()) == (500, {"defect": "broken"})
    assert source.closed.is_set()


async def test_the_project_answers_cuts_and_closes_as_well(answering: Answering) -> None:
    """Its own server answers who has closed one side of the connection (FR-285), so that a client which is gone is
    noticed by the next chunk: of an event stream a heartbeat at the latest."""
    streams = answering.runtime.EventStreams(heartbeat_seconds=0.1)
    whole, broken = Source(b"a", b"b"), Source(b"a", then=ValueError("broken"))
    lasting = Source(answering.models.Ended(event="ended"), then="wait")
    app = answering.app(
        {
            "file": lambda: answering.router.File200(whole.chunks_of_it()),
            "nothing_said": lambda: answering.router.NothingSaid200(broken.chunks_of_it()),
            "listen": lambda **_: answering.router.Listen200(lasting.chunks_of_it()),
        },
        event_streams=streams,
    )
    async with own_server(app=app) as server, _client_of(server) as client:
        assert (await client.get("/file")).content == b"ab"
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get("/nothing_said")
        async with client.stream("GET", "/events") as response:
            assert await anext(response.aiter_raw()) == b"event: ended\n\n"
        await lasting.wait_closed()


async def test_the_project_ends_event_streams_when_it_shuts_down(answering: Answering) -> None:
    """FR-384: after the grace period, so that its clients go to another process at once."""
    streams = answering.runtime.EventStreams()
    source = Source(answering.models.Ended(event="ended"), then="wait")
    app = answering.app(
        {"listen": lambda **_: answering.router.Listen200(source.chunks_of_it())}, event_streams=streams
    )
    async with own_server(app=app) as server, _client_of(server) as client:
        server.server_state.drain.when_ending(streams.end)
        async with client.stream("GET", "/events") as response:
            parts = response.aiter_raw()
            assert await anext(parts) == b"event: ended\n\n"
            server.should_exit = True
            assert [part async for part in parts] == []
        await source.wait_closed()
