"""Runs several worker processes on one port: starts, replaces and stops them."""

import logging
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NoReturn, TypeAlias

_log = logging.getLogger(__name__)

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_RESTART_DELAY_SECONDS = 1.0

Work: TypeAlias = Callable[[Callable[[], None]], None]
"""What a worker does until SIGTERM. It calls its argument when it is ready to serve."""


class WorkersFailed(Exception):
    """A worker ended before it was ready. The message is a sentence for the person who starts the program."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: "Connection[bytes, bytes]"
    is_ready: bool = False


class Supervisor:
    """Keeps a number of workers running until a stop signal (SIGINT, SIGTERM or SIGHUP).

    All workers accept from one listening socket, which stays open when a worker dies: another worker accepts the
    connections that are waiting. Workers are forked, so all modules are loaded once. Threads, connections and event
    loops must not exist yet when a worker is forked; its `work` creates them.
    """

    def __init__(
        self,
        count: int,
        work: Work,
        listener: socket.socket,
        *,
        ready: Callable[[], None],
        stop_seconds: float,
        user_errors: tuple[type[Exception], ...] = (),
    ) -> None:
        """`ready` is called once, when all workers are ready. `stop_seconds` is how long they may take to stop.

        `user_errors` are exceptions of the work whose message is written for the person who starts the program.
        """
        self._count = count
        self._work = work
        self._listener = listener
        self._ready = ready
        self._stop_seconds = stop_seconds
        self._user_errors = user_errors
        self._workers: list[_Worker] = []
        self._all_were_ready = False

    def run(self) -> NoReturn:
        """Run the workers. Raises WorkersFailed, or the stop signal again when all workers have ended."""
        with _signals() as signals:
            try:
                for _ in range(self._count):
                    self._start()
                number = self._supervise(signals)
                self._stop(signals)
            finally:
                for worker in self._workers:
                    worker.process.kill()
                    worker.process.join()
        signal.raise_signal(number)
        raise SystemExit

    def _start(self) -> None:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=self._child, args=(sender,))
        # Between the fork and its own handlers, the worker would handle a signal with the supervisor's handlers.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)
        sender.close()
        self._workers.append(_Worker(process, receiver))

    def _child(self, pipe: "Connection[bytes, bytes]") -> None:
        """Run in the worker. A terminal sends its signals to all processes, but only the supervisor decides when to
        stop."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)
        try:
            self._work(lambda: pipe.send_bytes(b"ready"))
        except self._user_errors as error:
            raise SystemExit(f"tasks-api: {error}") from error

    def _supervise(self, signals: int) -> int:
        """Replace workers that end, until a stop signal arrives; return its number."""
        while True:
            pipes = [worker.pipe for worker in self._workers if not worker.is_ready]
            ready_handles = wait([signals, *pipes, *(worker.process.sentinel for worker in self._workers)])
            if signals in ready_handles:
                return os.read(signals, 1)[0]
            for worker in list(self._workers):
                if worker.pipe in ready_handles:
                    with suppress(EOFError):
                        worker.pipe.recv_bytes()
                        worker.is_ready = True
                if worker.process.sentinel in ready_handles:
                    self._replace(worker, signals)
            if not self._all_were_ready and all(worker.is_ready for worker in self._workers):
                self._all_were_ready = True
                self._ready()

    def _replace(self, worker: _Worker, signals: int) -> None:
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        if not self._all_were_ready:
            raise WorkersFailed("A worker could not start. What it said is above.")
        _log.error("worker %s ended (%s); another one takes its place", worker.process.pid, worker.process.exitcode)
        if not worker.is_ready:  # Its reason to fail may still exist, so the next start has to wait.
            wait([signals], _RESTART_DELAY_SECONDS)
        self._start()

    def _stop(self, signals: int) -> None:
        """Send SIGTERM to all workers and wait for them; a second Ctrl-C stops the waiting."""
        self._listener.close()  # The port is closed when the last worker has closed its copy of the socket.
        for worker in self._workers:
            worker.process.terminate()
        end = time.monotonic() + self._stop_seconds
        while living := [worker.process.sentinel for worker in self._workers if worker.process.is_alive()]:
            ready_handles = wait([signals, *living], end - time.monotonic())
            if not ready_handles or (signals in ready_handles and os.read(signals, 1)[0] == signal.SIGINT):
                return


@contextmanager
def _signals() -> Iterator[int]:
    """Yield a file descriptor from which the number of each stop signal can be read, one byte each."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = {number: signal.signal(number, lambda *_: None) for number in _STOP_SIGNALS}
    previous_fd = signal.set_wakeup_fd(writing)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(previous_fd)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(reading)
        os.close(writing)
