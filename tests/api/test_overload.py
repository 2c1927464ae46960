"""503 for what is too much, and readiness of a server that goes down."""

import asyncio
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.types import Message

from impl.limits.load import Load
from impl.web.drain import Drain
from tests.api.operations import CALLS, Call, name_of
from tests.api.user import User
from tests.support.application import Application, application, token
from tests.support.clients import checked_client

CALL = pytest.mark.parametrize("call", CALLS, ids=name_of)


@pytest.fixture
def load() -> Load:
    return Load(max_in_flight=2)


@pytest.fixture
async def loaded(database_url: str, load: Load) -> AsyncIterator[Application]:
    async with application(database_url, load, writes="1/hour") as app:
        yield app


@pytest.fixture
async def carol(loaded: Application, user: Callable[[str], User]) -> AsyncIterator[User]:
    """A user of a server that works on two requests at most."""
    user_id = user("carol").id
    async with checked_client(httpx.ASGITransport(loaded), token=token(user_id)) as http:
        yield User(http, user_id)


@CALL
async def test_what_is_too_much_is_refused(carol: User, load: Load, call: Call) -> None:
    """FR-128: at once, as the contract says it, counted for nobody; and what is not too much is served."""
    load.in_flight = 2
    for _ in range(2):
        response = await call.send(carol.http, carol)
        assert (response.status_code, response.json()["type"]) == (503, "urn:tasks-api:problem:overloaded")
        assert int(response.headers["retry-after"]) >= 1
        assert "ratelimit" not in response.headers
    assert load.shed == 2
    load.in_flight = 1
    assert (await call.send(carol.http, carol)).status_code < 500
    assert load.in_flight == 1


async def test_it_is_refused_before_anything_is_looked_at(carol: User, load: Load) -> None:
    """FR-128: neither the token nor the body is."""

    async def body() -> AsyncIterator[bytes]:
        raise AssertionError("the body is read")
        yield b""

    load.in_flight = 2
    headers = {"Authorization": "Bearer x", "Content-Type": "application/json"}
    scope = carol.http.build_request("POST", carol.tasks, content=body(), headers=headers)
    assert (await carol.http.send(scope)).status_code == 503


async def test_health_is_never_refused(carol: User, load: Load) -> None:
    """FR-030."""
    load.in_flight = 1000
    for path in ("/health/live", "/health/ready"):
        assert (await carol.http.get(path)).status_code == 200
    assert load.shed == 0


async def test_who_sends_slowly_takes_nobodys_place(carol: User, load: Load) -> None:
    """FR-128: a request counts while it is worked on, and not while its body is on the way."""
    arrived = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield b'{"title": '
        await arrived.wait()
        yield b'"x"}'

    # This client gives the body to the application piece by piece, as a network would.
    headers = {"Content-Type": "application/json"}
    slow = [asyncio.create_task(carol.http.post(carol.tasks, content=body(), headers=headers)) for _ in range(5)]
    for _ in range(20):
        await asyncio.sleep(0.01)
    assert load.in_flight == 0
    assert (await carol.http.get(carol.tasks)).status_code == 200
    arrived.set()
    assert {answer.status_code for answer in await asyncio.gather(*slow)} == {201, 429}
    assert (load.in_flight, load.shed) == (0, 0)


async def test_a_body_that_comes_when_there_is_no_room(carol: User, load: Load) -> None:
    """FR-210: its request is refused then, having done nothing, and is not one too many."""
    asked = asyncio.Event()
    arrived = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        asked.set()
        await arrived.wait()
        yield b'{"title": "x"}'

    headers = {"Content-Type": "application/json"}
    slow = asyncio.create_task(carol.http.post(carol.tasks, content=body(), headers=headers))
    await asked.wait()
    load.in_flight = 2
    arrived.set()
    answer = await slow
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:tasks-api:problem:overloaded")
    assert load.in_flight == 2
    load.in_flight = 0
    assert (await carol.http.get(carol.tasks)).json() == []


async def test_what_needs_no_database_is_no_work(loaded: Application, carol: User, load: Load) -> None:
    """FR-210: however long its clients take to read it: documents, health, unknown paths, and what a client is told of
    its token, its path and its query."""
    held: list[asyncio.Task[None]] = []
    user = carol.http.headers["authorization"].encode()
    for path, token_ in (
        ("/openapi.json", b""),
        ("/health/live", b""),
        ("/health/ready", b""),
        ("/nowhere", b""),
        (carol.tasks, b"Bearer x"),
        ("/api/somebody/tasks", user),
        (f"{carol.tasks}?limit=x", user),
        (carol.tasks, user),
    ):
        reached = asyncio.Event()
        held.append(asyncio.create_task(_never_read(loaded, path, token_, reached)))
        await reached.wait()
        assert load.in_flight == 0, path
    assert (await carol.http.get(carol.tasks)).status_code == 200
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)
    assert (load.in_flight, load.shed) == (0, 0)


async def _never_read(app: Application, target: str, authorization: bytes, reached: asyncio.Event) -> None:
    """Ask, as a client that takes no byte of the answer."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"a"), (b"authorization", authorization)],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
        "state": {},
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Message) -> None:
        reached.set()
        await asyncio.Event().wait()

    await app(scope, receive, send)


async def test_a_server_that_goes_down_is_not_ready(database_url: str) -> None:
    """FR-124: whatever its database says; it is alive, and serves those who come."""
    drain = Drain()
    async with (
        application(database_url, None, drain) as app,
        checked_client(httpx.ASGITransport(app), token=token("dora")) as http,
    ):
        assert (await http.get("/health/ready")).status_code == 200
        drain.begin()
        answer = await http.get("/health/ready")
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:tasks-api:problem:going-down")
        assert int(answer.headers["retry-after"]) >= 1
        assert (await http.get("/health/live")).status_code == 200
        assert (await http.get("/api/dora/tasks")).status_code == 200
