"""uvicorn's server, which goes down in steps, says when it is ready, and does not outlive who started it."""

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
"""For how long requests in flight may go on after the grace."""

_COLLECTED_AFTER = 50_000  # objects more than there were, a few megabytes
_TICK_SECONDS = 0.1
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DrainingServer(uvicorn.Server):
    """Serves until a signal. Then readiness is gone at once, and for `delay` seconds all goes on as before, but that
    each answer is the last one of its connection; then no connection is taken, and requests in flight are finished.

    A second Ctrl-C ends it at once. A worker whose supervisor is gone ends without the delay: nobody asks after it.
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
        """As uvicorn does, for a closed terminal too; an exception of a handler would be lost in the loop."""
        ours = _SIGNALS if self._supervisor is None else (signal.SIGTERM,)
        before = {number: signal.signal(number, self.handle_exit) for number in ours}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        for captured in self._captured_signals[:1]:
            signal.raise_signal(captured)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal: readiness is gone before anything else."""
        self.server_state.drain.begin()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start as ever, but that connections are accepted in our own way; then say so."""
        await super().startup([])
        if self.started:
            self.listeners = [self.config.bind_socket()] if sockets is None else sockets
            self._acceptor = Acceptor(self.listeners, self._protocol, self.server_state.pacer)
            # What is there now stays: the collector need not look at it again and again, for tens of milliseconds.
            # Nor need it look at requests before they are answered; what they leave behind has hardly any cycles.
            gc.collect()
            gc.freeze()
            gc.set_threshold(_COLLECTED_AFTER, 10, 10)
            self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second: whether to go down."""
        if self._supervisor is not None and self._supervisor.pid != os.getppid():
            self._delay, self.should_exit = 0.0, True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Go down in steps."""
        self.server_state.drain.begin()
        for connection in self.server_state.connections:
            if isinstance(connection, BoundedProtocol):
                connection.end_with_answer()
        loop = asyncio.get_running_loop()
        end = loop.time() + self._delay
        while not self.force_exit and (left := end - loop.time()) > 0:
            await asyncio.sleep(min(_TICK_SECONDS, left))
            await self.on_tick(0)  # the date of the answers, and whether the supervisor is still there
            end = min(end, loop.time() + self._delay)
        for _ in range(2):  # What has arrived already is read, and so answered, before anything is closed.
            await asyncio.sleep(0)
        if self._acceptor is not None:
            await self._acceptor.stop()
        await super().shutdown(sockets)

    def _protocol(self) -> asyncio.Protocol:
        """For a connection, as uvicorn makes it."""
        return self.config.http_protocol_class(self.config, self.server_state, self.lifespan.state)  # type: ignore[call-arg]
