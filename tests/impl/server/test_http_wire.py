"""FR-200 to FR-206: the bytes that a connection is answered with."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.impl.server.listening import answered, connected, listening, port_of, response
from tests.support.node import skip_or_fail
from tests.support.programs import program, skipping

GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"


async def test_curl_asks_for_http_2(tmp_path: Path) -> None:
    """FR-200: as it does by `--http2`, with a body; it is answered in HTTP/1.1."""
    with skipping("An honest client's Upgrade is not tested"):
        curl = program("curl", package="curl")
    async with listening() as server:
        url, trace = f"http://127.0.0.1:{port_of(server)}/", tmp_path / "trace"
        command = [
            curl,
            "-sS",
            "--http2",
            "--trace-ascii",
            trace,
            "-d",
            "x" * 5000,
            url,
            "--next",
            "-sS",
            "-d",
            "ab",
            url,
        ]
        process = await asyncio.create_subprocess_exec(*map(str, command), stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
    if "Upgrade: h2c" not in trace.read_text():
        skip_or_fail("An honest client's Upgrade is not tested: curl speaks no HTTP/2")
    assert output == b"50002"


async def test_a_request_has_one_answer() -> None:
    """FR-202: an error after an early answer closes the connection without another answer."""

    async def early(_: Request) -> Response:
        return PlainTextResponse("early")

    head = b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    for wrong in (b"nonsense\r\n\r\n", b"0\r\nConnection: close\r\n\r\n", b"0\r\nX: " + b"y" * 70_000):
        app = Starlette(routes=[Route("/", early, methods=["POST"])])
        async with listening(app=app) as server, connected(server) as (reader, writer):
            writer.write(head)
            assert await answered(reader) == (200, b"early")
            writer.write(wrong)
            with suppress(ConnectionResetError):  # it was closed before all had been read
                assert await reader.read() == b""


@pytest.mark.parametrize("unended", [b"0\r\nX: ", b"1;"])
async def test_what_comes_between_the_chunks_is_bounded(unended: bytes) -> None:
    """FR-077: an endless trailer field, and an endless chunk extension."""
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + unended)
        for _ in range(5):
            writer.write(b"y" * 10_000)
            await asyncio.sleep(0.02)
        assert (await answered(reader))[0] == 431


@pytest.mark.parametrize("sent", [b"\r\n", b"\r\n" * 100, b""])
@pytest.mark.parametrize("request_", [GET, POST])
async def test_idle_connections_are_closed(request_: bytes, sent: bytes) -> None:
    """FR-206: whatever is sent that does not begin a request."""
    async with listening() as server:
        server.config.timeout_keep_alive = 1
        async with connected(server) as (reader, writer):
            writer.write(request_)
            assert (await answered(reader))[0] == 200
            writer.write(sent)
            assert await reader.read() == b""


async def test_idle_after_an_answer_that_came_first() -> None:
    """FR-206: the rest of a body does not begin a request either."""

    async def early(_: Request) -> Response:
        return PlainTextResponse("early")

    async with listening(app=Starlette(routes=[Route("/", early, methods=["POST"])])) as server:
        server.config.timeout_keep_alive = 1
        async with connected(server) as (reader, writer):
            writer.write(POST[:-1])
            assert await answered(reader) == (200, b"early")
            writer.write(POST[-1:])
            assert await reader.read() == b""


TARGETS: dict[bytes, tuple[int, object]] = {
    b"GET http://b:80/x?y=1 HTTP/1.1\r\nHost: a": (200, ["/x", "y=1", ["b:80"]]),
    b"GET HTTP://b HTTP/1.1\r\nHost: a": (200, ["/", "", ["b"]]),
    b"GET https://[::1]?y HTTP/1.1\r\nHost: a": (200, ["/", "y", ["[::1]"]]),
    b"GET http://b/ HTTP/1.0": (200, ["/", "", ["b"]]),
    b"GET //b/x HTTP/1.1\r\nHost: a": (200, ["//b/x", "", ["a"]]),
    b"GET /x HTTP/1.0": (200, ["/x", "", []]),
    b"OPTIONS * HTTP/1.1\r\nHost: a": (200, ["*", "", ["a"]]),
    b"GET http://b/ HTTP/1.1": (400, None),
    b"GET http://u@b/ HTTP/1.1\r\nHost: a": (400, None),
    b"GET http://b:99999/ HTTP/1.1\r\nHost: a": (400, None),
    b"GET http:///x HTTP/1.1\r\nHost: a": (400, None),
    b"GET ftp://b/x HTTP/1.1\r\nHost: a": (400, None),
    b"GET b:80 HTTP/1.1\r\nHost: a": (400, None),
    b"GET * HTTP/1.1\r\nHost: a": (400, None),
    b"GET x HTTP/1.1\r\nHost: a": (400, None),
    b"GET /\xff HTTP/1.1\r\nHost: a": (400, None),
}


@pytest.mark.parametrize("head", TARGETS)
async def test_targets(head: bytes) -> None:
    """FR-205: of a target that names a host, that host counts (RFC 9112, section 3.2.2)."""

    async def echo_target(request: Request) -> Response:
        hosts = [value.decode() for name, value in request.scope["headers"] if name == b"host"]
        return JSONResponse([request.scope["path"], request.scope["query_string"].decode(), hosts])

    async def app(scope: object, receive: Callable[[], Awaitable[object]], send: object) -> None:
        request = Request(scope, receive)  # type: ignore[arg-type]
        await (await echo_target(request))(scope, receive, send)  # type: ignore[arg-type]

    status, expected = TARGETS[head]
    async with listening(app=app) as server, connected(server) as (reader, writer):
        writer.write(head + b"\r\n\r\n")
        found, body = await answered(reader)
        assert found == status
        if status == 200:
            assert json.loads(body) == expected
        else:
            assert await reader.read() == b""


async def test_a_refusal_says_why() -> None:
    """FR-202: a problem for each status, and the end of the connection."""
    sentences = {
        b"GET / HTTP/1.1\r\n\r\n": (400, "host"),
        b"GET / HTTP/2.0\r\nHost: a\r\n\r\n": (505, "http/1.1"),
        b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n": (501, "chunked"),
        b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n": (400, "connect"),
    }
    for request_, (status, word) in sentences.items():
        async with listening() as server, connected(server) as (reader, writer):
            writer.write(request_)
            found, fields, body = await response(reader)
            problem = json.loads(body)
            assert (found, problem["status"], fields["connection"]) == (status, status, "close")
            assert re.search(word, problem["detail"].lower())
            assert await reader.read() == b""


async def test_100_continue() -> None:
    """A client that waits for it gets it once."""
    head = b"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 3\r\n\r\n"
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(head)
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(b"abc")
        assert await answered(reader) == (200, b"3")
        writer.write(POST)
        assert await answered(reader) == (200, b"3")


async def test_http_1_0_knows_no_100_continue() -> None:
    """Its client would take it for the answer (RFC 9110, section 10.1.1)."""
    async with listening() as server, connected(server) as (reader, writer):
        writer.write(b"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
        writer.write(b"abc")
        assert await answered(reader) == (200, b"3")
        assert await reader.read() == b""
