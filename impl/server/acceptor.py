"""Accepts connections, those of each address at its pace."""

import asyncio
import socket
import struct
from asyncio import Protocol
from collections.abc import Callable, Sequence
from functools import partial

from impl.server.pacing import Pacer
from impl.server.source_filter import MOST_CLIENTS, shut_out

_BACKLOG = 2048
_MOST_WAITING = 100
"""Connections that are accepted and not served yet; each takes a file descriptor and nothing else."""
_AT_ONCE = 100
_PAUSE_SECONDS = 0.1
"""Where there are no file descriptors left."""
_SHUT_SECONDS = 1.0
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: what is refused leaves nothing behind in the kernel."""


class Acceptor:
    """Serves what connects to listeners, until it is told to stop.

    The loop's own way takes one connection at a turn, so a flood of them fills the queue of the kernel, behind which
    users wait. Here those of an address that has used up its tokens wait for their turn (FR-273). Where a hundred wait,
    one more is reset before a transport and a protocol are made for it, and the kernel takes no other from its address
    for a second. Of those that are served at once, one is taken at a turn, as the loop does: so other processes at the
    same listener get theirs.
    """

    def __init__(
        self, listeners: Sequence[socket.socket], protocol: Callable[[], Protocol], pacer: Pacer | None = None
    ) -> None:
        self._listeners = list(listeners)
        self._protocol = protocol
        self._pacer = pacer
        self._waiting: set[socket.socket] = set()
        self._shut: set[str] = set()
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[object]] = set()
        for listener in listeners:
            listener.setblocking(False)
            listener.listen(_BACKLOG)
            shut_out(listener, ())  # what a process may have left that ended before its time
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    async def stop(self) -> None:
        """Close the listeners, and serve what has connected until then (FR-124).

        The kernel completes connections by itself, and resets those that nobody has accepted when the listener is
        closed.
        """
        for listener in self._listeners:
            self._loop.remove_reader(listener.fileno())
            while self._accept(listener):
                pass
            listener.close()
        self._listeners.clear()
        for connection in list(self._waiting):
            self._serve_late(connection)
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _accept(self, listener: socket.socket) -> bool:
        """Take connections until one is served; False if there is none left."""
        for _ in range(_AT_ONCE):
            try:
                connection, peer = listener.accept()
            except (BlockingIOError, ConnectionAbortedError, InterruptedError):
                return False
            except OSError:  # there are no file descriptors, or no memory
                if self._listeners:
                    self._loop.remove_reader(listener.fileno())
                    self._loop.call_later(_PAUSE_SECONDS, self._listen_again, listener)
                return False
            client = None if self._pacer is None else self._pacer.client(peer[0])
            if self._pacer is None or client is None:
                self._serve(connection)
                return True
            if not self._pacer.is_exhausted(client):
                self._pacer.take(client)
                self._serve(connection)
                return True
            if len(self._waiting) < _MOST_WAITING:
                self._waiting.add(connection)
                self._pacer.wait(client, partial(self._serve_late, connection))
            else:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                connection.close()
                self._shut_out(client)
        return True

    def _shut_out(self, client: str) -> None:
        if client in self._shut or len(self._shut) == MOST_CLIENTS:
            return
        self._shut.add(client)
        for listener in self._listeners:
            shut_out(listener, self._shut)
        self._loop.call_later(_SHUT_SECONDS, self._let_in, client)

    def _let_in(self, client: str) -> None:
        self._shut.discard(client)
        for listener in self._listeners:
            shut_out(listener, self._shut)

    def _listen_again(self, listener: socket.socket) -> None:
        if listener in self._listeners:
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    def _serve_late(self, connection: socket.socket) -> None:
        if connection in self._waiting:
            self._waiting.remove(connection)
            self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
        self._tasks.add(task)
        task.add_done_callback(partial(self._served, connection))

    def _served(self, connection: socket.socket, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, OSError):  # that is a client who has gone meanwhile
            connection.close()
            self._loop.call_exception_handler({"message": "a connection was not served", "exception": error})
