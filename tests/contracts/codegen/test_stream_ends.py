"""FR-382: what ends with a stream: its dependencies, and the stream itself when the process does."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import Depends

from impl.server.shutdown import DrainingServer
from tests.contracts.codegen.answering import Answering, listening
from tests.contracts.codegen.streaming import Source
from tests.impl.server.listening import listening as own_server
from tests.impl.server.listening import port_of


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return Answering(tmp_path_factory)


def _client_of(server: DrainingServer) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{port_of(server)}")


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
    """FR-382: after the grace period, so that its clients go to another process at once."""
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
