"""FR-212: the connections of one address, when there are too many of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from impl.server.connections import ConnectionLimits, Connections
from impl.server.shutdown import DrainingServer
from tests.impl.server.crowd import (
    GET,
    HEALTH,
    WORK,
    Held,
    Streams,
    Working,
    crowd,
    ends,
    serves,
)
from tests.impl.server.listening import answered, connected, listening, port_of, wait_until


@asynccontextmanager
async def from_(source: str, server: DrainingServer) -> AsyncIterator[Streams]:
    """A connection from another address of this machine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port_of(server), local_addr=(source, 0))
    yield reader, writer
    writer.close()


async def test_an_address_has_a_bound_of_its_own() -> None:
    """FR-212: its own connections are closed, not those of others that have been stalled longer."""
    async with (
        listening(app=Working(), limits=ConnectionLimits(total=10, per_address=2)) as server,
        crowd(server, b"") as (other,),
        from_("127.0.0.2", server) as first,
        from_("127.0.0.2", server) as second,
    ):
        await serves(first)
        await serves(second)
        async with from_("127.0.0.2", server) as third:
            await serves(third)
            assert await ends(first) == b""
            await serves(other)
            await serves(second)


async def test_an_address_whose_connections_are_all_worked_on() -> None:
    """FR-212: another connection of it may only check health; other addresses are served."""
    app = Working()
    async with (
        listening(app=app, limits=ConnectionLimits(total=10, per_address=1)) as server,
        from_("127.0.0.2", server) as working,
    ):
        working[1].write(WORK)
        await wait_until(lambda: app.at_work == 1)
        async with from_("127.0.0.2", server) as more:
            more[1].write(GET)
            assert (await answered(more[0]))[0] == 503
        async with from_("127.0.0.2", server) as more:
            await serves(more, HEALTH)
        async with connected(server) as other:
            await serves(other)
        app.done.set()
        assert await answered(working[0]) == (200, b"worked")


@pytest.mark.parametrize("proxies", [("127.0.0.2",), ("127.0.0.0/8",), ("10.0.0.0/8", "127.0.0.2/32")])
async def test_a_proxy_has_none(proxies: tuple[str, ...]) -> None:
    """FR-212: only the limit of all connections applies to it."""
    limits = ConnectionLimits(total=3, per_address=1, trusted_proxies=proxies)
    async with (
        listening(app=Working(), limits=limits) as server,
        from_("127.0.0.2", server) as first,
        from_("127.0.0.2", server) as second,
        from_("127.0.0.2", server) as third,
    ):
        for streams in (first, second, third):
            await serves(streams)
        async with from_("127.0.0.2", server) as fourth:
            await serves(fourth)
            assert await ends(first) == b""


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        (None, None, True),
        ("fe80::1%eth0", "fe80::2%eth0", True),
    ],
)
async def test_whose_an_address_is(first: str | None, second: str | None, one: bool) -> None:
    """FR-212: as for quotas, an IPv6 address counts by its /64 network."""
    connections = Connections(None, ConnectionLimits(per_address=1))
    held = Held(first)
    connections.opened(held)
    connections.opened(Held(second))
    assert held.is_there is not one
