"""FR-124: every established connection is served, also while the server stops; and FR-272."""

import asyncio
import select
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any, TypeAlias

import pytest
import uvloop
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond

from impl.server import acceptor
from impl.server.acceptor import Acceptor
from impl.server.pacing import Pacer
from impl.server.run import listen
from impl.server.source_filter import block_clients
from tests.impl.limits.clock import Clock

Connect: TypeAlias = Callable[..., socket.socket]
linux = pytest.mark.skipif(sys.platform != "linux", reason="Another system has no such filter, or loopback addresses.")


class Greeting(asyncio.Protocol):
    """Sends hello and closes."""

    def connection_made(self, transport: asyncio.WriteTransport) -> None:  # type: ignore[override]
        transport.write(b"hello")
        transport.close()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """One that is closed at the end."""
    with listen("127.0.0.1", 0) as found:
        yield found


@pytest.fixture
def connect(listener: socket.socket) -> Iterator[Connect]:
    """Open connections from an address without waiting; they are closed at the end."""
    with ExitStack() as opened:

        def begin(address: str = "127.0.0.1") -> socket.socket:
            connection = opened.enter_context(socket.socket())
            connection.bind((address, 0))
            connection.setblocking(False)
            with suppress(BlockingIOError):
                connection.connect(listener.getsockname())
            return connection

        yield begin


async def read_answer(connection: socket.socket) -> bytes:
    """Return the first bytes that arrive."""
    return await asyncio.get_running_loop().sock_recv(connection, 9)


def peer_of_next(listener: socket.socket) -> object:
    """Accept the next connection, close it, and return its address."""
    connection, peer = listener.accept()
    connection.close()
    return peer


async def stopped(accepting: Acceptor) -> None:
    """And its connections are gone."""
    await accepting.stop()
    await asyncio.sleep(0.1)


@pytest.mark.parametrize("loops", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_those_in_the_queue_are_served(loops: type[asyncio.AbstractEventLoop]) -> None:
    """Afterwards no new connection is accepted."""
    listener = listen("127.0.0.1", 0)
    address = listener.getsockname()

    async def run() -> list[socket.socket]:
        accepting = Acceptor([listener], Greeting)
        # Blocking, so that the loop has no chance to accept them.
        clients = [socket.create_connection(address, timeout=60) for _ in range(20)]
        await accepting.stop()
        await asyncio.sleep(0.1)
        return clients

    with asyncio.Runner(loop_factory=loops) as runner:
        clients = runner.run(run())
        assert [client.recv(9) for client in clients] == [b"hello"] * 20
    for client in clients:
        client.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)


@linux
async def test_who_has_no_tokens_waits(listener: socket.socket, connect: Connect) -> None:
    """FR-272: connections of an address are served as it gets tokens; those of other addresses don't wait."""
    clock = Clock()
    accepting = Acceptor([listener], Greeting, Pacer(RateLimitItemPerSecond(8), clock=clock))
    flood = [connect("127.0.0.2") for _ in range(13)]
    for early in flood[:8]:
        assert await read_answer(early) == b"hello"
    assert await read_answer(connect("127.0.0.3")) == b"hello"
    late = [asyncio.create_task(read_answer(connection)) for connection in flood[8:12]]
    await asyncio.sleep(0.2)  # its turn would come sooner, if time went on
    assert not any(one.done() for one in late)
    clock.now += 0.5
    assert await asyncio.gather(*late) == [b"hello"] * 4
    with pytest.raises(BlockingIOError):
        flood[12].recv(9)
    await stopped(accepting)


@linux
async def test_of_those_that_wait_there_are_only_so_many(
    listener: socket.socket, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-272: one more is reset, and its address is blocked for a while; others are served."""
    monkeypatch.setattr(acceptor, "_MAX_WAITING", 2)
    monkeypatch.setattr(acceptor, "_BLOCK_SECONDS", 0.2)
    clock = Clock()
    accepting = Acceptor([listener], Greeting, Pacer(RateLimitItemPerMinute(1), clock=clock))
    first, *waiting, extra = [connect("127.0.0.2") for _ in range(4)]
    assert await read_answer(first) == b"hello"
    with pytest.raises(ConnectionResetError):
        await read_answer(extra)
    shut = asyncio.create_task(read_answer(connect("127.0.0.2")))
    assert await read_answer(connect("127.0.0.3")) == b"hello"
    assert not shut.done()
    clock.now += 600
    with pytest.raises(ConnectionResetError):  # two still wait: the system has tried again, and was let in
        await shut
    for connection in waiting:
        connection.close()
    await stopped(accepting)


async def test_who_goes_meanwhile(listener: socket.socket, connect: Connect, caplog: pytest.LogCaptureFixture) -> None:
    """A client that disconnects early is not an error."""
    accepting = Acceptor([listener], Greeting)
    for _ in range(20):
        connect().close()
    assert await read_answer(connect()) == b"hello"
    await stopped(accepting)
    assert not caplog.records


async def test_a_defect_is_told(listener: socket.socket, connect: Connect) -> None:
    """If creating the protocol fails, the connection is closed, and the next one is served."""
    errors: list[dict[str, Any]] = []
    protocols: Iterator[type[Greeting]] = iter([Greeting])

    def make() -> asyncio.Protocol:
        if not errors:
            raise ZeroDivisionError
        return next(protocols)()

    loop = asyncio.get_running_loop()
    handler = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: errors.append(context))
    accepting = Acceptor([listener], make)
    assert await read_answer(connect()) == b""
    assert await read_answer(connect()) == b"hello"
    await stopped(accepting)
    loop.set_exception_handler(handler)
    assert [(one["message"], type(one["exception"])) for one in errors] == [
        ("a connection was not served", ZeroDivisionError)
    ]


async def test_without_descriptors_it_tries_again(
    listener: socket.socket, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a pause, without using CPU."""
    calls, accept = [], socket.socket.accept

    def refuse(self: socket.socket) -> tuple[socket.socket, object]:
        calls.append(self)
        if len(calls) < 3:
            raise OSError(24, "Too many open files")
        return accept(self)

    monkeypatch.setattr(socket.socket, "accept", refuse)
    accepting = Acceptor([listener], Greeting)
    assert await read_answer(connect()) == b"hello"
    assert len(calls) >= 3
    await stopped(accepting)


@linux
async def test_a_new_process_lets_all_in(listener: socket.socket, connect: Connect) -> None:
    """Clients that a killed process had blocked can connect again."""
    assert block_clients(listener, ["127.0.0.1"])
    accepting = Acceptor([listener], Greeting)
    assert await read_answer(connect()) == b"hello"
    await stopped(accepting)


@linux
def test_the_kernel_drops_what_begins_a_connection(listener: socket.socket, connect: Connect) -> None:
    """From these addresses only; existing connections go on."""
    listener.settimeout(60)
    before = connect("127.0.0.2")
    there, _ = listener.accept()
    others = [f"10.0.0.{number}" for number in range(31)] + [f"2001:db8:0:{number:x}::/64" for number in range(32)]
    assert block_clients(listener, [*others, "127.0.0.2"])
    shut = connect("127.0.0.2")
    let_in = connect("127.0.0.3")
    assert peer_of_next(listener) == let_in.getsockname()
    there.sendall(b"x")
    before.settimeout(60)
    assert before.recv(1) == b"x"
    assert block_clients(listener, [])
    assert peer_of_next(listener) == shut.getsockname()  # the system tries again after a second
    there.close()


@linux
def test_the_kernel_drops_by_network() -> None:
    """IPv6 networks of different prefix lengths."""
    try:
        listener = listen("::1", 0)
    except OSError:
        pytest.skip("There is no IPv6 here.")
    with listener:
        listener.settimeout(60)
        for network, is_ours in (
            ("::/64", True),
            ("0:0:0:1::/64", False),
            ("1::/64", False),
            ("::1/128", True),
            ("::2/128", False),
            ("0.0.0.0", False),
        ):
            assert block_clients(listener, [network])
            with socket.socket(socket.AF_INET6) as client:
                client.setblocking(False)
                client.connect_ex(listener.getsockname())
                assert bool(select.select([listener], [], [], 0.1)[0]) is not is_ours
                assert block_clients(listener, [])
                assert peer_of_next(listener) == client.getsockname()
