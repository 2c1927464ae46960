"""What uvicorn writes in one turn of the loop is sent in one piece."""

import asyncio
from typing import Any

import httpx

from impl.server.protocol import BoundedProtocol
from tests.impl.server.listening import listening, port_of


class Recorder:
    """A transport that keeps what is sent, each piece for itself."""

    def __init__(self, below: asyncio.Transport) -> None:
        self.sent: list[bytes] = []
        self._below = below

    def write(self, data: bytes) -> None:
        self.sent.append(bytes(data))
        self._below.write(data)

    def writelines(self, pieces: tuple[bytes, ...]) -> None:
        self.write(b"".join(pieces))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)


async def test_a_response_is_one_piece() -> None:
    """Several responses on one connection, as uvicorn writes them."""
    recorders: list[Recorder] = []

    class Recorded(BoundedProtocol):
        def connection_made(self, transport: Any) -> None:
            recorders.append(Recorder(transport))
            super().connection_made(recorders[-1])  # type: ignore[arg-type]

    async with (
        listening(Recorded) as server,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port_of(server)}") as client,
    ):
        for length in (0, 5, 60_000):
            assert (await client.post("/", content=b"x" * length)).text == str(length)
    assert [sent[-1:] for recorder in recorders for sent in recorder.sent] == [b"0", b"5", b"0"]
