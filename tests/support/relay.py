"""A TCP proxy in front of a server: it counts what goes there, and does to it what networks do."""

import asyncio
import socket
import ssl
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no seconds: what ends the connection is an RST


class Relay:
    """What passes between clients and a server. Each fault lasts until it is taken back.

    `swallowing`: connections are taken, and nothing is ever answered. `waking`: so many seconds pass before a new
    connection leads anywhere. `delay`: and so many before each message does. `losing_request`, `losing_answer`: a
    message to the server that has these bytes in it, or the answer to it, does not arrive; the connection ends instead.
    """

    def __init__(self, host: str, to: int, tls: ssl.SSLContext | None = None) -> None:
        self._upstream = host, to
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._clients: set[StreamWriter] = set()
        self._doomed: set[StreamWriter] = set()
        self._ended = asyncio.Event()
        self.port = 0
        self.connections = 0
        self.trips: list[int] = []
        """The size of each message to the server that was waited on."""
        self.swallowing = False
        self.waking = 0.0
        self.delay = 0.0
        self.losing_request: bytes | None = None
        self.losing_answer: bytes | None = None

    def cut(self, *, reset: bool = True) -> int:
        """End every connection, by an RST or else in order, and answer how many there were."""
        cut = len(self._clients)
        for client in list(self._clients):
            self._end(client, reset=reset)
        return cut

    def cut_when_used(self) -> int:
        """End each connection that is there at its next message, and answer how many there are."""
        self._doomed = set(self._clients)
        return len(self._doomed)

    async def refuse(self) -> None:
        """Take no new connection; those that are there stay."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def accept(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End everything."""
        await self.refuse()
        self._ended.set()
        self.cut()

    def _end(self, client: StreamWriter, *, reset: bool) -> None:
        self._clients.discard(client)
        self._doomed.discard(client)
        if reset:
            client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            client.transport.abort()
        else:
            client.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        self._clients.add(writer)
        upstream_writer = None
        try:
            if self._tls is not None:
                await self._speak_tls(self._tls, reader, writer)
            if self.waking:
                await asyncio.sleep(self.waking)
            upstream, upstream_writer = await asyncio.open_connection(*self._upstream)
            await self._pass(reader, writer, upstream, upstream_writer)
        except (OSError, EOFError):
            pass  # One of the two has hung up, which the other is told.
        finally:
            self._clients.discard(writer)
            writer.close()
            if upstream_writer is not None:
                upstream_writer.close()

    async def _speak_tls(self, context: ssl.SSLContext, reader: StreamReader, writer: StreamWriter) -> None:
        """As PostgreSQL begins it: the client asks by an SSLRequest, and is answered with an S."""
        await reader.readexactly(8)
        writer.write(b"S")
        await writer.start_tls(context)

    async def _pass(
        self, reader: StreamReader, writer: StreamWriter, upstream: StreamReader, upstream_writer: StreamWriter
    ) -> None:
        losing = asyncio.Event()

        async def to_server() -> None:
            while data := await reader.read(1 << 16):
                self.trips.append(len(data))
                if self.delay:
                    await asyncio.sleep(self.delay)
                lost = self.losing_request is not None and self.losing_request in data
                if lost or writer in self._doomed:
                    self._end(writer, reset=True)
                    return
                if self.losing_answer is not None and self.losing_answer in data:
                    losing.set()
                if not self.swallowing:
                    upstream_writer.write(data)
                    await upstream_writer.drain()

        async def to_client() -> None:
            while data := await upstream.read(1 << 16):
                if losing.is_set():
                    self._end(writer, reset=True)
                    return
                if not self.swallowing:
                    writer.write(data)
                    await writer.drain()

        ways = [asyncio.create_task(way) for way in (to_server(), to_client(), self._until_the_end())]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)

    async def _until_the_end(self) -> None:
        await self._ended.wait()


@asynccontextmanager
async def relay(port: int, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Relay]:
    """A proxy to a port. With a TLS context it speaks TLS to its clients, as a PostgreSQL does."""
    proxy = Relay(host, port, tls)
    await proxy.accept()
    try:
        yield proxy
    finally:
        await proxy.close()


@asynccontextmanager
async def silence(answer: bytes | None) -> AsyncIterator[int]:
    """The port of a server that gives one answer to all and hangs up; None for no answer at all."""
    ended = asyncio.Event()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        if answer is None:
            await ended.wait()
        else:
            writer.write(answer)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]
        ended.set()
