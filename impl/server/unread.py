"""The bytes of answers that clients have not taken yet, bounded for each user, or each address without one."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

MOST_BYTES = 8 << 20
"""For one user, or one address without a user, beside the one answer that each may always have: eight pages at their
largest."""
KERNEL_BYTES = 128 << 10
"""What the kernel keeps of a connection and has not sent; by itself it keeps up to 4 MiB (tcp(7), tcp_wmem)."""


class Reader(Protocol):
    """A connection whose client has an answer to read."""

    def unread_bytes(self) -> int:
        """How many bytes of it this process still holds."""
        ...


R = TypeVar("R", bound=Reader)


class Unread(Generic[R]):
    """Which connections have unread bytes, by whose they are; where those are too many, the longest goes (FR-216)."""

    def __init__(self, cut: Callable[[R], None], most: int = MOST_BYTES) -> None:
        """`cut` ends a connection. `most` is a number of bytes."""
        self._cut = cut
        self._most = most
        self._holders: dict[R, str] = {}
        self._bytes: dict[str, dict[R, int]] = {}  # the one that has not been read for the longest is first

    def stops(self, reader: R, holder: str) -> None:
        """The client takes no more for now. Until it has taken all of it, nothing more is written to it."""
        self._holders[reader] = holder
        held = self._bytes.setdefault(holder, {})
        held[reader] = reader.unread_bytes()
        if sum(held.values()) <= self._most:
            return
        for other in held:  # what has been read since
            held[other] = other.unread_bytes()
        while len(held) > 1 and sum(held.values()) > self._most:
            longest = next(iter(held))
            self.reads(longest)
            self._cut(longest)

    def reads(self, reader: R) -> None:
        """The client has taken all of it, or is gone."""
        holder = self._holders.pop(reader, None)
        if holder is not None:
            held = self._bytes[holder]
            del held[reader]
            if not held:
                del self._bytes[holder]


def bound_unsent(listener: socket.socket) -> None:
    """Have the kernel take no more of an answer than it can send soon, on each connection that is accepted here.

    What is on its way is not bounded by this, so that far and fast clients are served as fast as before (tcp(7)). Where
    the system has no such option, its own bounds hold.
    """
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if option is not None:
        with suppress(OSError):  # a kernel that doesn't know it
            listener.setsockopt(socket.IPPROTO_TCP, option, KERNEL_BYTES)
