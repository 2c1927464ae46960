"""FR-270, FR-272: an address that has not proven a user's identity is limited in speed, and users are not."""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import AsyncExitStack, suppress

import pytest
from limits import RateLimitItemPerSecond

from impl.server.connections import ConnectionLimits
from impl.server.paced_protocol import PacedProtocol
from impl.server.pacing import Pacer
from impl.server.shutdown import DrainingServer
from tests.impl.limits.clock import Clock
from tests.impl.server.listening import SOON, answered, connected, listening, wait_until

NOBODY = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
USER = b"GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer good\r\n\r\n"


@pytest.fixture
def clock() -> Clock:
    """It stands still, so tokens that are taken do not come back."""
    return Clock()


@pytest.fixture
def pacer(clock: Clock) -> Pacer:
    """Eight tokens a second: one for the connection, then one for each read and each answer."""
    return Pacer(RateLimitItemPerSecond(8), clock=clock)


async def ask(connection: tuple[StreamReader, StreamWriter], request: bytes, times: int = 1) -> None:
    """Send requests, each after the previous answer."""
    for _ in range(times):
        connection[1].write(request)
        assert await answered(connection[0]) == (200, b"0")


def protocols(server: DrainingServer) -> list[PacedProtocol]:
    """Return the protocols of the current connections."""
    return [of for of in server.server_state.connections if isinstance(of, PacedProtocol)]


async def exhaust(connection: tuple[StreamReader, StreamWriter], pacer: Pacer) -> None:
    """Use up the tokens of this machine's address."""
    while not pacer.is_exhausted("127.0.0.1"):
        await ask(connection, NOBODY)


async def test_nobody_waits_for_tokens(clock: Clock, pacer: Pacer) -> None:
    """The fifth request of a connection is answered when time has passed; other addresses are served meanwhile."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as first:
        await ask(first, NOBODY, 4)
        first[1].write(NOBODY)
        late = asyncio.create_task(answered(first[0]))
        async with connected(server, "127.0.0.3") as other:
            await ask(other, NOBODY, 3)
        await asyncio.sleep(0.3)  # its turn would have come, if time went on
        assert not late.done()
        clock.now += 1
        assert await late == (200, b"0")


async def test_a_user_takes_nothing(pacer: Pacer) -> None:
    """FR-270: neither for connections, requests and bodies, nor for a preflight before them."""
    body = b"POST / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer good\r\nContent-Length: 60000\r\n\r\n" + b"x" * 60_000
    async with listening(PacedProtocol, pacer=pacer) as server:
        for _ in range(20):
            async with connected(server) as connection:
                await ask(connection, NOBODY)
                await ask(connection, USER, 3)
                connection[1].write(body)
                assert await answered(connection[0]) == (200, b"60000")
        assert not pacer.is_exhausted("127.0.0.1")


async def test_a_user_goes_on(pacer: Pacer) -> None:
    """FR-270: on a connection with an authenticated request, whatever others from the same address do."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as user, connected(server) as other:
        await ask(user, USER)
        await exhaust(other, pacer)
        await ask(user, USER, 20)


async def test_a_user_who_is_nobody_next(pacer: Pacer) -> None:
    """An unauthenticated request counts again after its answer."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as connection:
        await ask(connection, USER)
        await ask(connection, NOBODY)
        while not pacer.is_exhausted("127.0.0.1"):
            connection[1].write(b"\r\n")
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "piece",
    [b"G", b"\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", b"nonsense\r\n\r\n"],
    ids=["a byte", "empty lines", "a body that does not come", "no HTTP"],
)
async def test_whatever_is_sent(pacer: Pacer, piece: bytes) -> None:
    """FR-270: incomplete and invalid requests count too, because they were read."""
    async with listening(PacedProtocol, pacer=pacer) as server, AsyncExitStack() as opened:
        for _ in range(8):
            if pacer.is_exhausted("127.0.0.1"):
                break
            _, writer = await opened.enter_async_context(connected(server))
            writer.write(piece)
            await wait_until(lambda: bool(server.server_state.connections) or pacer.is_exhausted("127.0.0.1"))
            await asyncio.sleep(SOON)
        assert pacer.is_exhausted("127.0.0.1")


async def test_a_large_read_takes_more(pacer: Pacer) -> None:
    """FR-270: an endless body is counted by its bytes."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as (_, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 60_000)
        await wait_until(lambda: pacer.is_exhausted("127.0.0.1"))


async def test_no_time_runs_while_it_waits(clock: Clock, pacer: Pacer) -> None:
    """FR-272: the time limit of a head does not run while the connection waits."""
    async with listening(PacedProtocol, pacer=pacer, head_seconds=SOON) as server, connected(server) as first:
        await exhaust(first, pacer)
        first[1].write(NOBODY)
        await asyncio.sleep(4 * SOON)
        clock.now += 1
        assert await answered(first[0]) == (200, b"0")
        first[1].write(NOBODY[:5])
        assert await first[0].read() == b""


async def test_the_time_for_a_head_stands_still(clock: Clock, pacer: Pacer) -> None:
    """FR-272: also for a head that has begun, and then goes on."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as first, connected(server) as second:
        second[1].write(b"G")
        await wait_until(lambda: any(of._steps for of in protocols(server)))
        (waiting,) = (of for of in protocols(server) if of._steps)
        assert waiting._deadline is not None
        await exhaust(first, pacer)
        second[1].write(b"E")
        await wait_until(lambda: waiting._is_waiting)
        assert waiting._deadline is None
        clock.now += 3
        await wait_until(lambda: not waiting._is_waiting)
        assert waiting._deadline is not None


async def test_what_waits_is_bounded(pacer: Pacer) -> None:
    """At most one read of a connection is kept, whatever is sent after it."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as first, connected(server) as second:
        await exhaust(first, pacer)
        second[1].write(b"x" * 10_000_000)
        await wait_until(lambda: any(of._held_data for of in protocols(server)))
        await asyncio.sleep(0.2)
        assert sum(len(of._held_data) for of in protocols(server)) <= 1 << 18
        second[1].transport.abort()


async def test_who_waits_makes_room(pacer: Pacer) -> None:
    """FR-212: a waiting connection is closed when there are too many."""
    async with (
        listening(PacedProtocol, pacer=pacer, limits=ConnectionLimits(total=1)) as server,
        connected(server) as first,
    ):
        await exhaust(first, pacer)
        async with connected(server, "127.0.0.3") as other:
            await ask(other, NOBODY)
        assert await first[0].read() == b""


async def test_nothing_is_lost() -> None:
    """FR-272: a hundred pipelined requests on each of five connections are all answered."""
    pacer = Pacer(RateLimitItemPerSecond(400))
    async with listening(PacedProtocol, pacer=pacer) as server, AsyncExitStack() as opened:
        connections = [await opened.enter_async_context(connected(server)) for _ in range(5)]
        for _, writer in connections:
            for number in range(100):
                writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % number + b"x" * number)
        for number in range(100):
            for reader, _ in connections:
                assert await answered(reader) == (200, b"%d" % number)


async def test_who_waits_may_go(clock: Clock, pacer: Pacer) -> None:
    """A closed connection is noticed when its turn comes, and the next one is served."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as last:
        async with connected(server) as first:
            await exhaust(first, pacer)
            first[1].write(NOBODY)
        last[1].write(NOBODY)
        clock.now += 3
        assert await answered(last[0]) == (200, b"0")
        await wait_until(lambda: len(server.server_state.connections) == 1)


async def test_a_server_ends_with_those_that_wait(pacer: Pacer) -> None:
    """Waiting connections do not delay a shutdown: they are closed."""
    async with listening(PacedProtocol, pacer=pacer, final_head_seconds=SOON) as server, connected(server) as first:
        await exhaust(first, pacer)
        first[1].write(NOBODY)
        await asyncio.sleep(SOON)
        server.should_exit = True
        with suppress(ConnectionResetError):  # as a request is there that was not read
            assert await first[0].read() == b""


async def test_what_begins_no_request_is_idle_after_a_wait(clock: Clock, pacer: Pacer) -> None:
    """FR-206: the connection is closed in time."""
    async with listening(PacedProtocol, pacer=pacer) as server, connected(server) as first, connected(server) as other:
        server.config.timeout_keep_alive = 1
        await ask(first, NOBODY)
        await exhaust(other, pacer)
        first[1].write(b"\r\n")
        await wait_until(lambda: any(of._held_data for of in protocols(server)))
        clock.now += 3
        assert await asyncio.wait_for(first[0].read(), 10) == b""


def test_trusted_proxies_are_not_paced() -> None:
    """Their connections carry many clients."""
    pacer = Pacer(RateLimitItemPerSecond(1), ("10.0.0.0/8", "2001:db8::1"))
    found = {host: pacer.client(host) for host in ("10.1.2.3", "2001:db8::1", "11.0.0.1", "2001:db8::2")}
    assert found == {
        "10.1.2.3": None,
        "2001:db8::1": None,
        "11.0.0.1": "11.0.0.1",
        "2001:db8::2": "2001:db8::/64",
    }
    assert pacer.client(None) is None
