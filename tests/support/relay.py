"""A TCP proxy in front of a server, which counts messages and simulates faults of the network."""

import asyncio
import socket
import ssl
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER of no seconds: what ends the connection is an RST


class Relay:
    """Forwards bytes between clients and a server. Each fault lasts until it is reset.

    `swallowing`: connections are accepted and nothing is ever answered. `connect_delay`: seconds before a new
    connection is forwarded. `delay`: seconds before each message is forwarded. `losing_request` and `losing_answer`: a
    message to the server that contains these bytes, or the answer to it, is lost and its connection is reset.
    """

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None = None) -> None:
        self._upstream = host, port
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._clients: set[StreamWriter] = set()
        self._cut_at_next_message: set[StreamWriter] = set()
        self._ended = asyncio.Event()
        self.port = 0
        self.connections = 0
        self.trips: list[int] = []
        """The size of each message to the server that was waited on."""
        self.swallowing = False
        self.connect_delay = 0.0
        self.delay = 0.0
        self.losing_request: bytes | None = None
        self.losing_answer: bytes | None = None

    def cut(self, *, reset: bool = True) -> int:
        """End every connection, by a reset or a normal close, and return how many there were."""
        cut = len(self._clients)
        for client in list(self._clients):
            self._end(client, reset=reset)
        return cut

    def cut_when_used(self) -> int:
        """Reset each current connection at its next message, and return how many there are."""
        self._cut_at_next_message = set(self._clients)
        return len(self._cut_at_next_message)

    async def refuse(self) -> None:
        """Accept no new connection; current ones stay open."""
        if self._server is not None:
            self._server.close()
            self._server = None

    async def accept(self) -> None:
        """Listen, on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Close everything."""
        await self.refuse()
        self._ended.set()
        self.cut()

    def _end(self, client: StreamWriter, *, reset: bool) -> None:
        self._clients.discard(client)
        self._cut_at_next_message.discard(client)
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
            if self.connect_delay:
                await asyncio.sleep(self.connect_delay)
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
        """Start TLS as PostgreSQL does: the client sends an SSLRequest, and the answer is an S."""
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
                if lost or writer in self._cut_at_next_message:
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

        tasks = [asyncio.create_task(task) for task in (to_server(), to_client(), self._until_the_end())]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _until_the_end(self) -> None:
        await self._ended.wait()


@asynccontextmanager
async def relay(port: int, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Relay]:
    """Run a proxy to a port. With a TLS context it speaks TLS with its clients, as PostgreSQL does."""
    proxy = Relay(host, port, tls)
    await proxy.accept()
    try:
        yield proxy
    finally:
        await proxy.close()


@asynccontextmanager
async def fixed_answer_server(answer: bytes | None) -> AsyncIterator[int]:
    """Run a server that sends everyone the same answer and closes; None means no answer. Yield its port."""
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
