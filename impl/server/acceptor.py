"""Accepts connections, and limits how fast each client address may open new ones."""

import asyncio
import socket
import struct
from asyncio import Protocol
from collections.abc import Callable, Sequence
from functools import partial

from impl.server.pacing import Pacer
from impl.server.source_filter import MAX_CLIENTS, block_clients

_BACKLOG = 2048
_MAX_WAITING = 100
"""Connections that are accepted but not served yet. Each uses a file descriptor and no other memory."""
_ACCEPTS_PER_CALL = 100
_PAUSE_SECONDS = 0.1
"""How long accepting stops when the process has no file descriptor left."""
_BLOCK_SECONDS = 1.0
"""How long the kernel drops the connection attempts of a client whose connection was reset."""
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER with a timeout of 0: closing the socket sends a reset, and the kernel keeps no state of it (socket(7))."""


class Acceptor:
    """Accepts connections from listening sockets and serves them, until it is stopped (FR-272).

    asyncio's own server accepts one connection for each iteration of the loop, so a flood of connections fills the
    kernel's accept queue, and users wait behind it. Here a connection of an address that has used up its tokens waits
    until the pacer gives it a turn. When 100 connections wait already, the next one is reset before a transport and a
    protocol are created for it, and the kernel drops further attempts of its address for a second.

    Of the connections that are served at once, one is accepted for each iteration of the loop, as asyncio does. So
    other processes that accept from the same listening socket get their share.
    """

    def __init__(
        self, listeners: Sequence[socket.socket], protocol: Callable[[], Protocol], pacer: Pacer | None = None
    ) -> None:
        self._listeners = list(listeners)
        self._protocol = protocol
        self._pacer = pacer
        self._waiting: set[socket.socket] = set()
        self._blocked: set[str] = set()
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[object]] = set()
        for listener in listeners:
            listener.setblocking(False)
            listener.listen(_BACKLOG)
            block_clients(listener, ())  # removes a filter that a crashed process may have left on the socket
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    async def stop(self) -> None:
        """Close the listening sockets, and serve the connections that were established before (FR-124).

        The kernel completes connections by itself, and would reset those that nobody has accepted when the socket is
        closed.
        """
        for listener in self._listeners:
            self._loop.remove_reader(listener.fileno())
            while self._accept(listener):
                pass
            listener.close()
        self._listeners.clear()
        for connection in list(self._waiting):
            self._serve_waiting(connection)
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _accept(self, listener: socket.socket) -> bool:
        """Accept connections until one is served. Return False when the accept queue is empty."""
        for _ in range(_ACCEPTS_PER_CALL):
            try:
                connection, peer = listener.accept()
            except (BlockingIOError, ConnectionAbortedError, InterruptedError):
                return False
            except OSError:  # no file descriptor or no memory is left
                if self._listeners:
                    self._loop.remove_reader(listener.fileno())
                    self._loop.call_later(_PAUSE_SECONDS, self._resume_accepting, listener)
                return False
            client = None if self._pacer is None else self._pacer.client(peer[0])
            if self._pacer is None or client is None:
                self._serve(connection)
                return True
            if not self._pacer.is_exhausted(client):
                self._pacer.take(client)
                self._serve(connection)
                return True
            if len(self._waiting) < _MAX_WAITING:
                self._waiting.add(connection)
                self._pacer.wait(client, partial(self._serve_waiting, connection))
            else:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                connection.close()
                self._block(client)
        return True

    def _block(self, client: str) -> None:
        if client in self._blocked or len(self._blocked) == MAX_CLIENTS:
            return
        self._blocked.add(client)
        for listener in self._listeners:
            block_clients(listener, self._blocked)
        self._loop.call_later(_BLOCK_SECONDS, self._unblock, client)

    def _unblock(self, client: str) -> None:
        self._blocked.discard(client)
        for listener in self._listeners:
            block_clients(listener, self._blocked)

    def _resume_accepting(self, listener: socket.socket) -> None:
        if listener in self._listeners:
            self._loop.add_reader(listener.fileno(), self._accept, listener)

    def _serve_waiting(self, connection: socket.socket) -> None:
        if connection in self._waiting:
            self._waiting.remove(connection)
            self._serve(connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        task = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, connection))
        self._tasks.add(task)
        task.add_done_callback(partial(self._on_served, connection))

    def _on_served(self, connection: socket.socket, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, OSError):  # an OSError means that the client has disconnected
            connection.close()
            self._loop.call_exception_handler({"message": "a connection was not served", "exception": error})
