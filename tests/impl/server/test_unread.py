"""FR-216, FR-203: what clients do not read is bounded, whoever they are and however many connections they have."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from impl.auth.bearer import USER
from impl.server.connections import ConnectionLimits
from impl.server.protocol import BoundedProtocol
from impl.server.shutdown import DrainingServer
from impl.server.unread import KERNEL_BYTES, limit_unsent_bytes
from tests.impl.server.listening import SOON, answered, listening, port_of, wait_until
from tests.support.sockets import read_to_end, slow_sockets

READERS = 60
PAGE = 1 << 20
BOUND = 8 << 20


class Sized(Starlette):
    """Answers with `size` bytes, and counts who has asked."""

    def __init__(self) -> None:
        super().__init__(routes=[Route("/", self._answer)])
        self.asked = 0

    async def _answer(self, request: Request) -> Response:
        self.asked += 1
        request.scope[USER] = request.headers.get("user") or None
        return PlainTextResponse("x" * int(request.query_params["size"]))


def ask(size: int, user: str = "", fields: str = "") -> bytes:
    return f"GET /?size={size} HTTP/1.1\r\nHost: a\r\nUser: {user}\r\n{fields}\r\n".encode()


def body_of(answer: bytes) -> bytes:
    """What comes after the head of the only answer."""
    return answer.partition(b"\r\n\r\n")[2]


def unread(server: DrainingServer) -> list[int]:
    """The bytes that each connection has not taken."""
    held = server.server_state.connections
    return [connection.unread_bytes() for connection in held if isinstance(connection, BoundedProtocol)]


@asynccontextmanager
async def many(server: DrainingServer, count: int, sent: bytes, source: str = "127.0.0.1") -> AsyncIterator[None]:
    async with slow_sockets(port_of(server), count, source, sent):
        yield


@pytest.mark.parametrize("fields", ["", "Connection: close\r\n"], ids=["kept", "the last one"])
async def test_what_the_kernel_does_not_take_is_not_kept(fields: str) -> None:
    """FR-216: however few bytes that are: for many clients they are many."""
    app, sizes = Sized(), range(30_000, 900_000, 30_000)
    async with listening(app=app, answer_seconds=SOON) as server, AsyncExitStack() as stack:
        for size in sizes:
            await stack.enter_async_context(many(server, 1, ask(size, fields=fields)))
        await wait_until(lambda: app.asked == len(sizes))
        await wait_until(lambda: not any(unread(server)))
        assert len(server.server_state.connections) < len(sizes)


@pytest.mark.parametrize("pipelined", [1, 20])
@pytest.mark.parametrize("user", ["ada", ""], ids=["of a user", "of an address"])
async def test_sixty_who_do_not_read(user: str, pipelined: int) -> None:
    """FR-216: one user, or one address without a token, holds 8 MiB at most; those that have waited the longest go."""
    app = Sized()
    async with (
        listening(app=app) as server,
        many(server, 2, ask(PAGE, "bob"), "127.0.0.2"),
        many(server, 2, ask(PAGE), "127.0.0.3"),
    ):
        await wait_until(lambda: app.asked == 4)
        others = set(server.server_state.connections)
        async with many(server, READERS, ask(PAGE, user) * pipelined, "127.0.0.2" if user else "127.0.0.1"):
            await wait_until(lambda: app.asked == READERS + 4)
            await wait_until(lambda: len(server.server_state.connections) < READERS)
            assert others < server.server_state.connections
            held = sum(unread(server)) - sum(
                connection.unread_bytes() for connection in others if isinstance(connection, BoundedProtocol)
            )
            assert BOUND - PAGE < held <= BOUND
            assert app.asked == READERS + 4


async def test_the_kernel_keeps_little() -> None:
    """FR-216: what it took would be counted nowhere, and is 3 MiB of each who does not read unless it is told."""
    app = Sized()
    async with listening(app=app) as server, many(server, 1, ask(16 * PAGE)):
        await wait_until(lambda: any(unread(server)))
        await asyncio.sleep(0.2)
        assert unread(server)[0] > 16 * PAGE - 2 * KERNEL_BYTES


def test_a_kernel_without_the_option_keeps_its_own_bound() -> None:
    """No start fails for it; a listener that is not TCP has no such option."""
    with socket.socket(socket.AF_UNIX) as listener:
        limit_unsent_bytes(listener)


async def test_one_answer_may_be_larger() -> None:
    """FR-216: whoever has only that may read it, at any pace; a second one ends the first."""
    app = Sized()
    async with (
        listening(app=app, limits=ConnectionLimits(unread_bytes=1000)) as server,
        slow_sockets(port_of(server), 1, "127.0.0.1", ask(3 * PAGE, "ada", "Connection: close\r\n")) as (first,),
    ):
        assert len(body_of(await read_to_end(first))) == 3 * PAGE
        async with many(server, 1, ask(3 * PAGE, "ada")):
            await wait_until(lambda: any(unread(server)))
            (before,) = server.server_state.connections
            async with many(server, 1, ask(3 * PAGE, "ada")):
                await wait_until(lambda: before not in server.server_state.connections)
                assert len(server.server_state.connections) == 1


async def test_what_has_been_read_counts_no_more() -> None:
    """FR-216: many answers, each of which is read, are no fewer than all."""
    app = Sized()
    limits = ConnectionLimits(unread_bytes=PAGE)
    async with listening(app=app, limits=limits) as server, AsyncExitStack() as stack:
        sent = ask(PAGE, "ada", "Connection: close\r\n")
        for _ in range(10):
            (sock,) = await stack.enter_async_context(slow_sockets(port_of(server), 1, "127.0.0.1", sent))
            assert len(body_of(await read_to_end(sock))) == PAGE


@pytest.mark.parametrize("later", [False, True], ids=["in one piece", "one after the other"])
async def test_who_does_not_read_is_asked_for_nothing_more(later: bool) -> None:
    """FR-203: the next request is begun when the answer before it has been taken; then all are answered."""
    app, count = Sized(), 5
    async with listening(app=app) as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", port_of(server), limit=4096)
        for _ in range(count):
            writer.write(ask(16 * PAGE))
            await asyncio.sleep(0.1 if later else 0)
        await wait_until(lambda: app.asked > 0)
        await asyncio.sleep(0.3)
        assert app.asked == 1
        for number in range(count):
            status, body = await answered(reader)
            assert (status, len(body)) == (200, 16 * PAGE)
            assert app.asked <= number + 2
        writer.close()
