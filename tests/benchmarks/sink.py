"""A server that takes whatever is sent, and has one answer: what an attack itself takes of a machine.

`python -m tests.benchmarks.sink PORT` serves on 127.0.0.1 until it is ended.
"""

import asyncio
import sys

import uvloop

_ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


class _Sink(asyncio.Protocol):
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        if self._transport.get_write_buffer_size() == 0:
            self._transport.write(_ANSWER)


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(_Sink, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
