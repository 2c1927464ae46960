"""A transport that sends the head of a response and its body in one piece, which uvicorn writes one after the other."""

import socket
import struct
from asyncio import AbstractEventLoop, Transport
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER of no seconds: what ends the connection is a reset (socket(7))."""


class JoinedWrites(Transport):
    """Holds a piece back until the next one or the end of this turn of the loop, whichever is first.

    uvloop sends each piece at once, and for small answers a system call costs as much as making them.

    Closing a connection on which something comes that was not read resets it, which may cost its client the answer. So
    while one still sends, only our side is closed, and what comes is read (RFC 9112, section 9.6).
    """

    closed = False
    """Whether nothing more is written."""
    half_closed = False
    """Whether what comes is still read nevertheless."""

    def __init__(
        self, transport: Transport, loop: AbstractEventLoop, sends: Callable[[], bool] = lambda: False
    ) -> None:
        """`sends` tells whether the client is known to send something that need not be looked at."""
        super().__init__()
        self._sends = sends
        self._transport = transport
        self._loop = loop
        self._held: bytes | bytearray | memoryview | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send it together with the piece before it, or hold it."""
        if not data or self.closed:
            return
        if self._held is None:
            self._held = data
            self._loop.call_soon(self.flush)
        else:
            held, self._held = self._held, None
            self._transport.writelines((held, data))

    def writelines(self, list_of_data: Iterable[Any]) -> None:
        """Send all of it."""
        for data in list_of_data:
            self.write(data)

    def close(self) -> None:
        """Close behind what is held; where the client still sends, our side of the connection until `end`."""
        if self._sends() and not self.is_closing():
            self.flush()
            self.closed = self.half_closed = True
            self._transport.write_eof()
        else:
            self.end()

    def end(self) -> None:
        """Close both sides behind what is held."""
        self.flush()
        self.closed, self.half_closed = True, False
        self._transport.close()

    def abort(self) -> None:
        """Close, whatever is held, and have the kernel forget what it holds, which it would keep for minutes."""
        self._held, self.closed, self.half_closed = None, True, False
        held = self._transport.get_extra_info("socket")
        if held is not None:
            with suppress(OSError):  # the client was faster
                held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()

    def is_closing(self) -> bool:
        """Whether it is, or our side of it."""
        return self.closed or self._transport.is_closing()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What is known of the connection."""
        return self._transport.get_extra_info(name, default)

    def pause_reading(self) -> None:
        """Take no more from the client."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Go on."""
        self._transport.resume_reading()

    def get_write_buffer_size(self) -> int:
        """The bytes that are not in the kernel's hands yet."""
        return self._transport.get_write_buffer_size() + (0 if self._held is None else len(self._held))

    def flush(self) -> None:
        """Send what is held now, without waiting for the end of this turn of the loop."""
        held, self._held = self._held, None
        if held is not None and not self._transport.is_closing():
            self._transport.write(held)
