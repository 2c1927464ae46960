"""FR-120, FR-122: several processes on one port, seen from outside, while they are frozen and stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.support.application import serving
from tests.support.processes import children, is_alive, wait_for

pytestmark = pytest.mark.slow

LIVE = "/health/live"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "server.log"


def answers(url: str) -> bool:
    return httpx.get(url + LIVE, timeout=60).status_code == 200


def test_each_of_them_serves(database_url: str, log: Path) -> None:
    """FR-120: two processes, of which each answers while the other is frozen, and one ready line; one has no others."""
    with serving(database_url, log, TASKS_WORKERS="2") as server:
        workers = children(server.process)
        assert len(workers) == 2
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
            assert answers(server.url)
            os.kill(worker, signal.SIGCONT)
        assert log.read_text().count("Listening on") == 1
    with serving(database_url, log) as server:
        assert children(server.process) == set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_stops_them_all(database_url: str, log: Path, number: signal.Signals) -> None:
    """FR-122: by the word of the supervisor alone; the exit code is that of one process."""
    with serving(database_url, log, TASKS_WORKERS="2") as server:
        workers = children(server.process)
        server.process.send_signal(number)
        assert server.process.wait() == 0
        assert not any(map(is_alive, workers))
    assert log.read_text().count("Finished server process") == 2


def test_none_outlives_the_supervisor(database_url: str, log: Path) -> None:
    """FR-122: after kill -9 the port is free again."""
    with serving(database_url, log, TASKS_WORKERS="2") as server:
        workers = children(server.process)
        server.process.kill()
        server.process.wait()
        wait_for(lambda: not any(map(is_alive, workers)))
        with pytest.raises(httpx.ConnectError):
            answers(server.url)


FAILING = """
import socket, sys, time
from impl.server.workers import Supervisor, WorkersFailed

def work(ready):
    try:
        open(sys.argv[2], "x").close()  # by one alone, also when both come at once
    except FileExistsError:
        sys.exit(3)
    if sys.argv[1] == "at once":
        sys.exit(3)
    time.sleep(3600)

try:
    Supervisor(2, work, socket.create_server(("127.0.0.1", 0)), ready=lambda: print("ready"), stop_seconds=1).run()
except WorkersFailed as error:
    print(error)
"""


@pytest.mark.parametrize("when", ["at once", "the second"])
def test_one_that_cannot_start_stops_them_all(when: str, tmp_path: Path) -> None:
    """FR-120: with a sentence, and without a word that it is ready."""
    command = [sys.executable, "-c", FAILING, when, str(tmp_path / "first")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "A worker could not start. What it said is above.\n"


STUBBORN = """
import signal, socket, time
from impl.server.workers import Supervisor

def work(ready):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    ready()
    time.sleep(3600)

listener = socket.create_server(("127.0.0.1", 0))
Supervisor(2, work, listener, ready=lambda: print("ready", flush=True), stop_seconds=PATIENCE).run()
"""


@pytest.mark.parametrize(("stop_seconds", "signals"), [("0.1", 1), ("3600", 2)])
def test_one_that_does_not_stop_is_killed(stop_seconds: str, signals: int) -> None:
    """FR-122: after a while, or at a second Ctrl-C."""
    command = [sys.executable, "-c", STUBBORN.replace("PATIENCE", stop_seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        workers = children(process)
        for _ in range(signals):
            process.send_signal(signal.SIGINT)
            time.sleep(0.5)
        assert process.wait() != 0
    assert not any(map(is_alive, workers))
