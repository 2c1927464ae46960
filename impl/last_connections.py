"""The end of a listener, with nobody left in its queue."""

import asyncio
import socket
from asyncio import AbstractServer, Protocol
from collections.abc import Callable, Sequence
from contextlib import suppress

_TICKS = 100
"""Of the event loop, which lets go of a listener after one or two."""


async def stop_listening(
    servers: Sequence[AbstractServer], listeners: Sequence[socket.socket], protocol: Callable[[], Protocol]
) -> None:
    """Close the listeners, and take what has connected until then (FR-124).

    The kernel completes connections by itself, and resets those that nobody has accepted when the listener is closed.
    The event loop closes it a while after it has accepted for the last time; here nothing comes between the two.
    """
    spares = [listener.dup() for listener in listeners]
    for server in servers:
        server.close()
    for listener in listeners:
        listener.close()
    for _ in range(_TICKS):
        if all(listener.fileno() == -1 for listener in listeners):
            break
        await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    for spare in spares:
        for connection in _accepted_last(spare):
            await loop.connect_accepted_socket(protocol, connection)


def _accepted_last(listener: socket.socket) -> list[socket.socket]:
    """All that wait at the listener, which is closed."""
    listener.setblocking(False)
    accepted = []
    with suppress(OSError):  # none is left, or there are no more descriptors
        while True:
            accepted.append(listener.accept()[0])
    listener.close()
    return accepted
