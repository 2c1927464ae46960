"""FR-124: whoever has connected is answered, also if nobody has looked at the listener since."""

import asyncio
import socket

import pytest
import uvloop

from impl.last_connections import stop_listening
from impl.server import listen


class Greeting(asyncio.Protocol):
    """Says hello and goes."""

    def connection_made(self, transport: asyncio.WriteTransport) -> None:  # type: ignore[override]
        transport.write(b"hello")
        transport.close()


@pytest.mark.parametrize("loops", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_those_in_the_queue_are_served(loops: type[asyncio.AbstractEventLoop]) -> None:
    """And after them nobody connects."""
    listener = listen("127.0.0.1", 0)
    address = listener.getsockname()

    async def run() -> list[socket.socket]:
        server = await asyncio.get_running_loop().create_server(Greeting, sock=listener)
        # Blocking, so that the loop has no chance to accept them.
        clients = [socket.create_connection(address, timeout=60) for _ in range(20)]
        await stop_listening([server], [listener], Greeting)
        await asyncio.sleep(0.1)
        return clients

    with asyncio.Runner(loop_factory=loops) as runner:
        clients = runner.run(run())
        assert [client.recv(9) for client in clients] == [b"hello"] * 20
    for client in clients:
        client.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)
