"""A TCP proxy in front of a store: counts what goes there, and swallows it when told to."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Relay:
    """What passes. While `swallowing`, connections are taken and nothing is ever answered."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._ended = asyncio.Event()
        self.port = 0
        self.connections = 0
        self.messages = 0
        self.swallowing = False

    @property
    def url(self) -> str:
        """Where it is."""
        return f"redis://127.0.0.1:{self.port}/0"

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        upstream, upstream_writer = await asyncio.open_connection("127.0.0.1", self._to)
        ways = [
            asyncio.create_task(self._pass_on(reader, upstream_writer, counted=True)),
            asyncio.create_task(self._pass_on(upstream, writer, counted=False)),
            asyncio.create_task(self._ended.wait()),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        writer.close()
        upstream_writer.close()

    async def _pass_on(self, reader: StreamReader, writer: StreamWriter, *, counted: bool) -> None:
        while data := await reader.read(1 << 16):
            self.messages += counted
            if not self.swallowing:
                writer.write(data)
                await writer.drain()


@asynccontextmanager
async def relay(port: int) -> AsyncIterator[Relay]:
    """A proxy to a port of this machine."""
    proxy = Relay(port)
    async with await asyncio.start_server(proxy._serve, "127.0.0.1", 0) as server:
        proxy.port = server.sockets[0].getsockname()[1]
        yield proxy
        proxy._ended.set()
