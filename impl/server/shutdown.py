"""uvicorn's server with a graceful shutdown, a callback when it is ready, and an end when its supervisor has died."""

import asyncio
import gc
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from impl.server.acceptor import Acceptor
from impl.server.connections import Connections
from impl.server.protocol import BoundedProtocol

FINISH_SECONDS = 8
"""How long requests in flight may take after the grace period."""

_GC_THRESHOLD = 50_000  # new objects between two collections: a few megabytes
_TICK_SECONDS = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DrainingServer(uvicorn.Server):
    """Serves until a signal, then shuts down in steps.

    Readiness ends at once. For `delay` seconds the server goes on as before, except that each answer is the last one of
    its connection. Then it accepts no more connections and finishes the requests in flight. A second Ctrl-C ends it at
    once.

    A worker whose supervisor has died ends without the delay, because no load balancer asks it for its readiness.
    """

    server_state: Connections

    def __init__(
        self,
        config: uvicorn.Config,
        connections: Connections,
        *,
        delay: float = 0.0,
        ready: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(config)
        self.server_state = connections
        self.listeners: list[socket.socket] = []
        self._acceptor: Acceptor | None = None
        self._delay = delay
        self._ready = ready
        self._supervisor = multiprocessing.parent_process()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Handle signals as uvicorn does, SIGHUP (a closed terminal) included.

        The signal is raised again at the end, because an exception in a handler would be lost in the event loop.
        """
        handled = _SIGNALS if self._supervisor is None else (signal.SIGTERM,)
        before = {number: signal.signal(number, self.handle_exit) for number in handled}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        for captured in self._captured_signals[:1]:
            signal.raise_signal(captured)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take a signal: readiness ends before anything else."""
        self.server_state.drain.begin()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as uvicorn does, but accept connections with `Acceptor`; then call `ready`."""
        await super().startup([])
        if self.started:
            self.listeners = [self.config.bind_socket()] if sockets is None else sockets
            self._acceptor = Acceptor(self.listeners, self._protocol, self.server_state.pacer)
            # The objects of the started application live as long as the process. Freezing them keeps each collection
            # from traversing them, which takes tens of milliseconds. Requests create hardly any reference cycles, so
            # collections can be rare.
            gc.collect()
            gc.freeze()
            gc.set_threshold(_GC_THRESHOLD, 10, 10)
            self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Return whether to shut down; uvicorn calls this ten times a second."""
        if self._supervisor is not None and self._supervisor.pid != os.getppid():
            self._delay, self.should_exit = 0.0, True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Shut down in steps, as the class describes."""
        self.server_state.drain.begin()
        for connection in self.server_state.connections:
            if isinstance(connection, BoundedProtocol):
                connection.close_after_answer()
        loop = asyncio.get_running_loop()
        end = loop.time() + self._delay
        while not self.force_exit and (left := end - loop.time()) > 0:
            await asyncio.sleep(min(_TICK_SECONDS, left))
            await self.on_tick(0)  # updates the Date header, and notices when the supervisor has died
            end = min(end, loop.time() + self._delay)
        for _ in range(2):  # Bytes that have arrived are read, and so answered, before any connection is closed.
            await asyncio.sleep(0)
        if self._acceptor is not None:
            await self._acceptor.stop()
        self.server_state.drain.end()
        await super().shutdown(sockets)

    def _protocol(self) -> asyncio.Protocol:
        """Create the protocol of a connection, as uvicorn does."""
        return self.config.http_protocol_class(self.config, self.server_state, self.lifespan.state)  # type: ignore[call-arg]
