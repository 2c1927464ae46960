"""Limits the bytes of answers that clients have not read yet, for each user, or each address without a user."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

MAX_BYTES = 8 << 20
"""For one user, or for one address without a user: eight of the largest pages. One answer is always allowed."""
KERNEL_BYTES = 128 << 10
"""How many unsent bytes the kernel keeps of a connection. Its default is up to 4 MiB (tcp(7), tcp_wmem)."""


class Reader(Protocol):
    """A connection whose client has an answer to read."""

    def unread_bytes(self) -> int:
        """Return how many bytes of the answer this process still holds."""
        ...


R = TypeVar("R", bound=Reader)


class UnreadBytes(Generic[R]):
    """The connections with unread bytes, by their holder (a user or an address) (FR-216).

    When the bytes of a holder exceed the limit, the connection that has not read for the longest is closed.
    """

    def __init__(self, close: Callable[[R], None], limit: int = MAX_BYTES) -> None:
        """`close` closes a connection. `limit` is a number of bytes."""
        self._close = close
        self._limit = limit
        self._holders: dict[R, str] = {}
        self._bytes: dict[str, dict[R, int]] = {}  # ordered: the connection that has not read for the longest is first

    def add(self, reader: R, holder: str) -> None:
        """Count the unread bytes of a client that has stopped reading. Nothing more is written to it until it has read
        them."""
        self._holders[reader] = holder
        held = self._bytes.setdefault(holder, {})
        held[reader] = reader.unread_bytes()
        if sum(held.values()) <= self._limit:
            return
        for other in held:  # they may have read some of it since
            held[other] = other.unread_bytes()
        while len(held) > 1 and sum(held.values()) > self._limit:
            longest = next(iter(held))
            self.remove(longest)
            self._close(longest)

    def remove(self, reader: R) -> None:
        """Forget a connection whose client has read everything or has disconnected."""
        holder = self._holders.pop(reader, None)
        if holder is not None:
            held = self._bytes[holder]
            del held[reader]
            if not held:
                del self._bytes[holder]


def limit_unsent_bytes(listener: socket.socket) -> None:
    """Limit the unsent bytes that the kernel keeps for each connection that this socket accepts.

    Bytes that are sent and not acknowledged do not count, so distant and fast clients lose no speed (tcp(7),
    TCP_NOTSENT_LOWAT). Where the system has no such option, its defaults apply.
    """
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if option is not None:
        with suppress(OSError):  # the kernel does not have this option
            listener.setsockopt(socket.IPPROTO_TCP, option, KERNEL_BYTES)
