"""What stands between a connection's protocol and its transport: joined writes, and bytes that are read too early."""

import socket
import struct
from asyncio import AbstractEventLoop, Transport
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.flow_control import FlowControl

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER with a timeout of 0: the connection ends with a reset (socket(7))."""


class JoinedWrites(Transport):
    """Delays a write until the next write or the end of the current iteration of the event loop, whichever comes first.

    uvloop sends each write at once, and for a small answer a system call takes as long as producing the answer.

    When a connection is closed while unread bytes arrive, the kernel resets it, and the client may lose the answer. So
    while the client is still sending, only the server's side is closed, and what arrives is read and dropped (RFC 9112,
    section 9.6).
    """

    closed = False
    """Whether writing has ended."""
    half_closed = False
    """Whether the server still reads although writing has ended."""

    def __init__(
        self, transport: Transport, loop: AbstractEventLoop, client_is_sending: Callable[[], bool] = lambda: False
    ) -> None:
        """`client_is_sending` returns whether the client is known to send bytes that nobody needs."""
        super().__init__()
        self._client_is_sending = client_is_sending
        self._transport = transport
        self._loop = loop
        self._held: bytes | bytearray | memoryview | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send `data` together with the delayed write, or delay it."""
        if not data or self.closed:
            return
        if self._held is None:
            self._held = data
            self._loop.call_soon(self.flush)
        else:
            held, self._held = self._held, None
            self._transport.writelines((held, data))

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Write each item as `write` does: what can be joined goes to the kernel in one piece."""
        for data in list_of_data:
            self.write(data)

    def close(self) -> None:
        """Send what is delayed and close. While the client is sending, close only the server's side, until `end` is
        called."""
        if self._client_is_sending() and not self.is_closing():
            self.flush()
            self.closed = self.half_closed = True
            self._transport.write_eof()
        else:
            self.end()

    def end(self) -> None:
        """Send what is delayed and close both directions."""
        self.flush()
        self.closed, self.half_closed = True, False
        self._transport.close()

    def abort(self) -> None:
        """Drop what is delayed and reset the connection, so that the kernel drops its buffers too; it would keep them
        for minutes."""
        self._held, self.closed, self.half_closed = None, True, False
        held = self._transport.get_extra_info("socket")
        if held is not None:
            with suppress(OSError):  # the client has closed the connection already
                held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()

    def is_closing(self) -> bool:
        """Return whether the connection, or the server's side of it, is closing."""
        return self.closed or self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return information about the connection, as asyncio's transports do."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Stop reading from the client."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Read from the client again."""
        self._transport.resume_reading()

    def get_write_buffer_size(self) -> int:
        """Return the number of bytes that have not been handed to the kernel."""
        return self._transport.get_write_buffer_size() + (0 if self._held is None else len(self._held))

    def flush(self) -> None:
        """Send the delayed write now."""
        held, self._held = self._held, None
        if held is not None and not self._transport.is_closing():
            self._transport.write(held)


class Backlog(FlowControl):
    """uvicorn's flow control of a connection, extended by the bytes that are not parsed yet (CWE-770).

    A client may send requests without waiting for the answers (pipelining: RFC 9112, section 9.3.2). A parsed request
    takes many times the memory of its bytes, so each is parsed only when its turn comes. The bytes that are kept come
    from one read of the socket: at most 256,000 bytes with uvloop.
    """

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        self.held: tuple[bytes, int] | None = None
        """The unparsed bytes, and the offset at which they begin."""

    def hold(self, data: bytes, start: int) -> None:
        """Keep `data` from offset `start` on, after what is kept already, and pause reading."""
        if self.held is not None:
            held, held_start = self.held
            data, start = held[held_start:] + data[start:], 0
        self.held = data, start
        self.pause_reading()

    def resume_reading(self) -> None:
        """Resume reading, unless bytes are kept. uvicorn calls this whenever the application waits for its client."""
        if self.read_paused and self.held is None:
            super().resume_reading()
