"""Several processes that serve on one port: started, replaced and stopped together."""

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

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_AGAIN_SECONDS = 1.0

Work: TypeAlias = Callable[[Callable[[], None]], None]
"""What a worker does until SIGTERM. It calls its argument when it is ready."""


class WorkersFailed(Exception):
    """A worker ended before it was ready; the message is one sentence for the person who starts the program."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    word: "Connection[bytes, bytes]"
    is_ready: bool = False


class Supervisor:
    """Keeps as many workers as it is told to, until a signal says stop.

    They accept from one listening socket, which outlives each of them: what has connected and was not yet accepted by a
    worker that died is accepted by another one. A worker is forked, so it has all modules at once; what has threads,
    connections or an event loop must not be there yet, and is made by its work.
    """

    def __init__(
        self,
        count: int,
        work: Work,
        listener: socket.socket,
        *,
        ready: Callable[[], None],
        patience: float,
        explained: tuple[type[Exception], ...] = (),
    ) -> None:
        """`ready` is called once, when all answer. `patience` is for how many seconds they may take to stop.

        `explained` are errors of the work whose message is written for the person who starts the program.
        """
        self._count = count
        self._work = work
        self._listener = listener
        self._ready = ready
        self._patience = patience
        self._explained = explained
        self._workers: list[_Worker] = []
        self._all_were_ready = False

    def run(self) -> NoReturn:
        """Supervise. Raises WorkersFailed, or again the signal that said stop."""
        with _signals() as signals:
            try:
                for _ in range(self._count):
                    self._start()
                number = self._keep(signals)
                self._stop(signals)
            finally:
                for worker in self._workers:
                    worker.process.kill()
                    worker.process.join()
        signal.raise_signal(number)
        raise SystemExit

    def _start(self) -> None:
        here, there = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=self._child, args=(there,))
        # A signal in between would be taken by the handlers of the supervisor, in the worker.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        there.close()
        self._workers.append(_Worker(process, here))

    def _child(self, word: "Connection[bytes, bytes]") -> None:
        """In the worker. A terminal sends its signals to all processes; here the supervisor alone says stop."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        try:
            self._work(lambda: word.send_bytes(b"ready"))
        except self._explained as error:
            raise SystemExit(f"tasks-api: {error}") from error

    def _keep(self, signals: int) -> int:
        """Replace those that end, until a signal says stop: its number."""
        while True:
            words = [worker.word for worker in self._workers if not worker.is_ready]
            happened = wait([signals, *words, *(worker.process.sentinel for worker in self._workers)])
            if signals in happened:
                return os.read(signals, 1)[0]
            for worker in list(self._workers):
                if worker.word in happened:
                    with suppress(EOFError):
                        worker.word.recv_bytes()
                        worker.is_ready = True
                if worker.process.sentinel in happened:
                    self._replace(worker, signals)
            if not self._all_were_ready and all(worker.is_ready for worker in self._workers):
                self._all_were_ready = True
                self._ready()

    def _replace(self, worker: _Worker, signals: int) -> None:
        worker.process.join()
        worker.word.close()
        self._workers.remove(worker)
        if not self._all_were_ready:
            raise WorkersFailed("A worker could not start. What it said is above.")
        _log.error("worker %s ended (%s); another one takes its place", worker.process.pid, worker.process.exitcode)
        if not worker.is_ready:  # Whatever hinders it may take its time.
            wait([signals], _AGAIN_SECONDS)
        self._start()

    def _stop(self, signals: int) -> None:
        """Stop all, each as a server alone would; a second Ctrl-C does not wait for them."""
        self._listener.close()  # The last worker that closes it closes the port.
        for worker in self._workers:
            worker.process.terminate()
        end = time.monotonic() + self._patience
        while living := [worker.process.sentinel for worker in self._workers if worker.process.is_alive()]:
            happened = wait([signals, *living], end - time.monotonic())
            if not happened or (signals in happened and os.read(signals, 1)[0] == signal.SIGINT):
                return


@contextmanager
def _signals() -> Iterator[int]:
    """A descriptor that gives the number of each signal that says stop."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = {number: signal.signal(number, lambda *_: None) for number in _STOPS}
    waking = signal.set_wakeup_fd(writing)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(waking)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(reading)
        os.close(writing)
