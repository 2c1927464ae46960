"""FR-200, FR-204: behind real proxies, which keep connections to the server for whoever comes next."""

import asyncio
from collections import defaultdict
from contextlib import AbstractContextManager, nullcontext

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.faults.world import in_thread
from tests.impl.server.listening import listening, port_of, wait_until
from tests.support.programs import skipping
from tests.support.proxies import balancer, nginx

SMUGGLED = b"GET /gate/smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
FIELDS = {"Upgrade": "foo", "Connection": "Upgrade", "Content-Length": str(len(SMUGGLED))}
TRAILERS = (b"Authorization", b"Idempotency-Key", b"X-Forwarded-For", b"X-Forwarded-Proto")


class Gates:
    """An application whose answers are given when the test opens their gates; what it has been asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gates: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        routes = [
            Route("/health/ready", lambda _: Response()),
            Route("/gate/{name}", self._gate, methods=["GET", "POST"]),
            Route("/fields", self._fields, methods=["POST"]),
        ]
        self.app = Starlette(routes=routes)

    async def _gate(self, request: Request) -> Response:
        name = request.path_params["name"]
        self.asked.append(name)
        await self.gates[name].wait()
        return PlainTextResponse(name)

    async def _fields(self, request: Request) -> Response:
        await request.body()
        return JSONResponse(list(request.headers))


def nothing(url: str) -> AbstractContextManager[str]:
    """No proxy."""
    return nullcontext(url)


PROXIES = {
    "nginx": nginx,
    "nginx that always says upgrade": lambda url: nginx(url, connection='"upgrade"'),
    "nginx with buffers": lambda url: nginx(url, buffering=True),
    "HAProxy": lambda url: balancer([url]),
    "no proxy": nothing,
}


@pytest.mark.parametrize("proxy", PROXIES)
async def test_everybody_has_their_own_answer(proxy: str) -> None:
    """FR-200: no answer of an attacker is left over on a connection that others use."""
    gates = Gates()
    with skipping("Requests behind proxies are not tested"):
        async with listening(app=gates.app) as server:
            direct = f"http://127.0.0.1:{port_of(server)}"
            async with in_thread(PROXIES[proxy](direct)) as url, httpx.AsyncClient(base_url=url, timeout=60) as victim:
                attacker = await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)
                attacker[1].write(_head("POST /gate/outer", FIELDS))
                await asyncio.sleep(0.2)  # the body is in a segment of its own
                attacker[1].write(SMUGGLED)
                await wait_until(lambda: gates.asked == ["outer"])
                await asyncio.sleep(0.2)
                gates.gates["outer"].set()
                assert await _answer(attacker[0]) == "outer"
                asked = asyncio.create_task(victim.get("/gate/victim"))
                await asyncio.sleep(0.2)
                gates.gates["smuggled"].set()
                await asyncio.sleep(0.2)
                attacker[1].write(_head("GET /gate/late", {}))
                await asyncio.sleep(0.2)
                gates.gates["victim"].set()
                gates.gates["late"].set()
                assert (await asked).text == "victim"
                assert await _answer(attacker[0]) == "late"
                attacker[1].close()
    assert gates.asked == ["outer", "victim", "late"]


@pytest.mark.parametrize("proxy", PROXIES)
async def test_trailer_fields_stay_behind(proxy: str) -> None:
    """FR-204: what comes after the body is no field of the request, X-Forwarded-For behind the proxy's own either."""
    trailers = b"".join(name + b": 192.0.2.1\r\n" for name in TRAILERS)
    with skipping("Requests behind proxies are not tested"):
        async with listening(app=Gates().app) as server:
            direct = f"http://127.0.0.1:{port_of(server)}"
            async with in_thread(PROXIES[proxy](direct)) as url:
                reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(url).port)
                head = _head("POST /fields", {"Trailer": "X", "Transfer-Encoding": "chunked"})
                writer.write(head + b"3\r\nabc\r\n0\r\n" + trailers + b"\r\n")
                fields = await _answer(reader)
                writer.close()
    expected = 1 if proxy == "HAProxy" else 0
    assert (fields.count("x-forwarded-for"), "authorization" in fields, "idempotency" in fields) == (
        expected,
        False,
        False,
    )
    assert "x-forwarded-proto" not in fields


def _head(line: str, fields: dict[str, str]) -> bytes:
    lines = [f"{line} HTTP/1.1", "Host: a", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join((*lines, "", "")).encode()


async def _answer(reader: asyncio.StreamReader) -> str:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    assert head.startswith("http/1.1 200")
    length = int(head.partition("content-length: ")[2].partition("\r")[0])
    return (await reader.readexactly(length)).decode()
