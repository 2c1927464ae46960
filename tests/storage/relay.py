"""Servers to connect to: one that counts round trips on the way to PostgreSQL, and one that is none."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def relay(host: str, port: int) -> AsyncIterator[tuple[int, list[int]]]:
    """A port that leads to another, and what goes there: the size of each message that is waited on."""
    trips: list[int] = []

    async def pass_on(reader: StreamReader, writer: StreamWriter, count: list[int] | None) -> None:
        while data := await reader.read(1 << 16):
            if count is not None:
                count.append(len(data))
            writer.write(data)
            await writer.drain()
        writer.close()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        upstream, upstream_writer = await asyncio.open_connection(host, port)
        await asyncio.gather(pass_on(reader, upstream_writer, trips), pass_on(upstream, writer, None))

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], trips


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
