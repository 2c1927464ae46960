"""What is written in one turn of the loop is sent in one piece, and nothing is lost or late for it."""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpx

from impl.server.joined_writes import JoinedWrites
from impl.server.protocol import BoundedProtocol
from tests.impl.server.listening import listening, port_of


class Recorder(asyncio.Transport):
    """Keeps what is sent, each piece for itself."""

    def __init__(self, below: asyncio.Transport | None = None) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.closed = False
        self._below = below

    def write(self, data: Any) -> None:
        assert not self.closed
        self.sent.append(bytes(data))
        if self._below is not None:
            self._below.write(data)

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        self.write(b"".join(list_of_data))

    def close(self) -> None:
        self.closed = True
        if self._below is not None:
            self._below.close()

    abort = close

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        if self._below is not None:
            self._below.set_write_buffer_limits(high, low)

    def get_write_buffer_size(self) -> int:
        return 0

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default if self._below is None else self._below.get_extra_info(name, default)


def joined() -> tuple[JoinedWrites, Recorder]:
    below = Recorder()
    return JoinedWrites(below, asyncio.get_running_loop()), below


async def turn() -> None:
    """Let the loop do what is to be done."""
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_head_and_body_are_one_piece() -> None:
    transport, below = joined()
    transport.write(b"head")
    assert below.sent == []
    transport.write(b"body")
    assert below.sent == [b"headbody"]
    await turn()
    assert below.sent == [b"headbody"]


async def test_what_has_no_next_goes_at_the_end_of_the_turn() -> None:
    """A head without a body; a head whose body takes long; what is empty is nothing."""
    transport, below = joined()
    for data in (b"head", b""):
        transport.write(data)
    await turn()
    assert below.sent == [b"head"]
    transport.writelines((b"1", b"2", b"3"))
    await turn()
    assert below.sent == [b"head", b"12", b"3"]


async def test_what_is_held_is_sent_before_the_end() -> None:
    transport, below = joined()
    transport.write(b"last words")
    transport.close()
    assert (below.sent, below.closed, transport.is_closing()) == ([b"last words"], True, True)


async def test_nothing_is_sent_to_who_is_gone() -> None:
    transport, below = joined()
    transport.write(b"for nobody")
    below.closed = True
    await turn()
    other, aborted = joined()
    other.write(b"for nobody")
    other.abort()
    await turn()
    assert below.sent == aborted.sent == []


async def test_a_response_is_one_piece() -> None:
    """As uvicorn writes it, several on one connection."""
    recorders: list[Recorder] = []

    class Recorded(BoundedProtocol):
        def connection_made(self, transport: Any) -> None:
            recorders.append(Recorder(transport))
            super().connection_made(recorders[-1])

    async with (
        listening(Recorded) as server,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port_of(server)}") as client,
    ):
        for length in (0, 5, 60_000):
            assert (await client.post("/", content=b"x" * length)).text == str(length)
    assert [sent[-1:] for recorder in recorders for sent in recorder.sent] == [b"0", b"5", b"0"]
