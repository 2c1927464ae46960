"""FR-382: server-sent events and JSON lines are typed, and each is held against the contract before it goes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.contracts.codegen.answering import Answering, listening
from tests.contracts.codegen.streaming import Source


@pytest.fixture(scope="session")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Answering:
    return Answering(tmp_path_factory)


Make = Callable[[Any], list[object]]
SEQUENCES: dict[str, tuple[str, str, Make, str, bytes]] = {
    "events": (
        "events",
        "Listen200",
        lambda m: [m.Changed(event="changed", id="1", retry=50, data=m.Pet(name="x\ny")), m.Ended(event="ended")],
        "text/event-stream",
        b'event: changed\ndata: {"name":"x\\ny"}\nid: 1\nretry: 50\n\nevent: ended\n\n',
    ),
    "events of text": (
        "text_events",
        "TextEvents200",
        lambda m: [m.TextEvents200Event(data=data) for data in ("one\ntwo", '{"a"', None)],
        "text/event-stream",
        b'data: one\ndata: two\n\ndata: {"a"\n\n\n',
    ),
    "events of a common base": (
        "based_events",
        "BasedEvents200",
        lambda m: [m.Based(data=m.Pet(name="x"))],
        "text/event-stream",
        b'data: {"name":"x"}\n\n',
    ),
    "JSON lines": (
        "lines",
        "Lines200",
        lambda m: [m.Pet(name="x"), m.Pet(name="y")],
        "application/jsonl",
        b'{"name":"x"}\n{"name":"y"}\n',
    ),
    "JSON lines of a list": (
        "listed_lines",
        "ListedLines200",
        lambda m: [m.Pet(name="x")],
        "application/x-ndjson",
        b'{"name":"x"}\n',
    ),
    "a JSON text sequence": (
        "sequence",
        "Sequence200",
        lambda m: [m.Pet(name="x")],
        "application/json-seq",
        b'\x1e{"name":"x"}\n',
    ),
}


def _app(answering: Answering, path: str, sealed: str, source: Source, event_streams: object = None) -> FastAPI:
    operation = "listen" if path == "events" else path
    made = getattr(answering.router, sealed)
    return answering.app({operation: lambda **_: made(source.chunks_of_it())}, event_streams)


@pytest.mark.parametrize(("path", "sealed", "make", "type_", "body"), SEQUENCES.values(), ids=SEQUENCES.keys())
async def test_is_written_in_its_format(
    answering: Answering, path: str, sealed: str, make: Make, type_: str, body: bytes
) -> None:
    source = Source(*make(answering.models))
    async with listening(_app(answering, path, sealed, source)) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/{path}")
    assert (response.status_code, response.headers["content-type"], response.content) == (200, type_, body)
    assert source.closed.is_set()


def _changed(models: Any, **more: object) -> object:
    return models.Changed.model_construct(**{"event": "changed", "data": models.Pet(name="x"), **more})


DEFECTS: dict[str, tuple[str, str, Make]] = {
    "an event that breaks its schema": ("events", "Listen200", lambda m: [_changed(m, data={"name": ""})]),
    "an event whose id has a line's end": ("events", "Listen200", lambda m: [_changed(m, id="1\ndata: x")]),
    "an event whose id has a NUL": ("events", "Listen200", lambda m: [_changed(m, id="1\0")]),
    "an event that waits less than no time": ("events", "Listen200", lambda m: [_changed(m, retry=-1)]),
    "an event of another schema": ("events", "Listen200", lambda m: [m.Pet(name="x")]),
    "a line that breaks its schema": ("lines", "Lines200", lambda m: [m.Pet.model_construct(name="")]),
}


@pytest.mark.parametrize(("path", "sealed", "make"), DEFECTS.values(), ids=DEFECTS.keys())
@pytest.mark.parametrize("is_first", [True, False])
async def test_a_defect_is_not_sent(
    answering: Answering, path: str, sealed: str, make: Make, *, is_first: bool
) -> None:
    good = _changed(answering.models) if path == "events" else answering.models.Pet(name="x")
    source = Source(*([] if is_first else [good]), *make(answering.models))
    async with listening(_app(answering, path, sealed, source)) as url, httpx.AsyncClient() as client:
        if is_first:
            response = await client.get(f"{url}/{path}")
            assert (response.status_code, list(response.json())) == (500, ["defect"])
        else:
            with pytest.raises(httpx.RemoteProtocolError):
                await client.get(f"{url}/{path}")
        await source.wait_closed()


async def test_a_list_is_no_stream(answering: Answering) -> None:
    app = answering.app({"lines": lambda: answering.router.Lines200([])})
    async with listening(app) as url, httpx.AsyncClient() as client:
        assert (await client.get(f"{url}/lines")).status_code == 500


async def test_last_event_id_arrives(answering: Answering) -> None:
    seen: list[object] = []

    def listen(last_event_id: str | None = None) -> object:
        seen.append(last_event_id)
        return answering.router.Listen200(Source().chunks_of_it())

    async with listening(answering.app({"listen": listen})) as url, httpx.AsyncClient() as client:
        await client.get(f"{url}/events", headers={"Last-Event-ID": "7"})
    assert seen == ["7"]


async def test_a_silent_stream_is_open_and_kept_alive(answering: Answering) -> None:
    streams = answering.runtime.EventStreams(heartbeat_seconds=0.1)
    source = Source(then="wait")
    app = _app(answering, "events", "Listen200", source, event_streams=streams)
    async with listening(app) as url, httpx.AsyncClient() as client:
        async with client.stream("GET", f"{url}/events") as response:
            parts = response.aiter_raw()
            assert [await anext(parts), await anext(parts)] == [b": ping\n\n", b": ping\n\n"]
            assert not source.closed.is_set()
        await source.wait_closed()
    assert streams.open == set()


async def test_a_stream_ends_with_the_process(answering: Answering) -> None:
    """It ends as if there were no more, so that a client connects again; one that comes later has the same end."""
    streams = answering.runtime.EventStreams()
    source, other = Source(_changed(answering.models), then="wait"), Source(_changed(answering.models))
    sources = iter([source, other])
    app = answering.app(
        {"listen": lambda **_: answering.router.Listen200(next(sources).chunks_of_it())}, event_streams=streams
    )
    async with listening(app) as url, httpx.AsyncClient() as client:
        async with client.stream("GET", f"{url}/events") as response:
            parts = response.aiter_raw()
            assert await anext(parts) == b'event: changed\ndata: {"name":"x"}\n\n'
            streams.end()
            assert [part async for part in parts] == []
        await source.wait_closed()
        assert (await client.get(f"{url}/events")).content == b""
        await other.wait_closed()


async def test_what_fails_before_the_first_event_is_answered(answering: Answering) -> None:
    source = Source(then=answering.runtime.UndeclaredResponse("broken"))
    async with listening(_app(answering, "events", "Listen200", source)) as url, httpx.AsyncClient() as client:
        response = await client.get(f"{url}/events")
    assert (response.status_code, response.json()) == (500, {"defect": "broken"})


async def test_a_stream_whose_first_event_is_late_is_closed_when_the_client_goes(answering: Answering) -> None:
    class Late(Source):
        async def chunks_of_it(self) -> AsyncIterator[Any]:
            try:
                await asyncio.Event().wait()
                yield None
            finally:
                self.closed.set()

    source = Late()
    async with listening(_app(answering, "events", "Listen200", source)) as url:
        async with httpx.AsyncClient() as client, client.stream("GET", f"{url}/events") as response:
            assert response.status_code == 200
        await source.wait_closed()
