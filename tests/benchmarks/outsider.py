"""What a client without a token costs users: `python -m tests.benchmarks.outsider [BEHAVIOUR …]`, or `make outsider`.

The server, PostgreSQL and users' requests are on one core; the attacker, with 200 connections from an address of its
own, is on the other. Each behaviour is measured twice in turn: the same attack on a sink beside the attacker, which is
the control, and on the server. `share` is what is left of users' requests a second; `by CPU` is the same from the CPU
that each of them took in the first core, which other programs on the machine change less. Beside those users, who keep
their connections, somebody connects anew for each request: the slowest of them is told in ms. Attacker and sink have
sessions of their own, by which Linux shares out the time of a core.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx

from tests.benchmarks import load, processes
from tests.benchmarks.attacker import BEHAVIOURS
from tests.benchmarks.database import Filled, filled
from tests.benchmarks.servers import ROOT, SERVERS, started
from tests.support.ports import free_port

FOLDER = ROOT / ".data" / "outsider"
"""The folder of a PostgreSQL that is started here, and therefore runs on this core."""
_WARM_SECONDS = 1.0
_DONE = ("opened", "kilobytes", "answers")
_ROW = "{:<22}{:>9}{:>9}{:>8}{:>8}{:>8}{:>12}{:>7}  {}"


@dataclass
class Newcomers:
    """Requests on new connections: how long each took, and those that were not answered with 200."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UserMeasurement:
    """What users saw during an attack, and the CPU time of the first core."""

    requests_per_second: float
    cpu_us: float
    errors: int
    slowest_ms: float
    wrong: tuple[str, ...]
    attack: dict[str, float] = field(default_factory=dict)
    """What the attacker has done: connections opened, kilobytes sent, answers received; and in how many seconds."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One behaviour, against the sink and against the server."""

    behaviour: str
    control: UserMeasurement
    attack: UserMeasurement

    @property
    def share(self) -> float:
        """The share of users' requests a second that is left."""
        return self.attack.requests_per_second / max(1, self.control.requests_per_second)

    @property
    def share_by_cpu(self) -> float:
        """The same share, computed from the CPU time of each request."""
        return self.control.cpu_us / max(1, self.attack.cpu_us)


@dataclass(frozen=True, slots=True)
class Users:
    """The users of the measured server, and the processes involved."""

    port: int
    server: int
    postgres: int
    tokens: Path
    data: Filled

    def measure(self, seconds: int, seed: int) -> UserMeasurement:
        """Send as many requests as are answered in this many seconds."""
        newcomers, ended = Newcomers(), threading.Event()
        thread = threading.Thread(target=self._open_new_connections, args=(newcomers, ended))
        before = self._cpu()
        thread.start()
        seen = load.run(self.port, "mix", self.tokens, self.data, seconds, seed)
        cpu = self._cpu() - before
        ended.set()
        thread.join()
        return UserMeasurement(
            seen.requests / seen.seconds,
            cpu / max(1, seen.requests) * 1e6,
            seen.errors,
            max(newcomers.seconds, default=0) * 1000,
            tuple(newcomers.errors),
        )

    def _cpu(self) -> float:
        ours = resource.getrusage(resource.RUSAGE_CHILDREN)
        return processes.cpu_seconds(self.server) + processes.cpu_seconds(self.postgres) + ours.ru_utime + ours.ru_stime

    def _open_new_connections(self, newcomers: Newcomers, ended: threading.Event) -> None:
        headers = {"Authorization": f"Bearer {self.tokens.read_text().splitlines()[0]}", "Connection": "close"}
        with httpx.Client(headers=headers, timeout=60) as client:
            while not ended.wait(0.1):
                began = time.perf_counter()
                try:
                    status = client.get(f"http://127.0.0.1:{self.port}/api/user-1/tasks/1").status_code
                except httpx.TransportError as error:
                    newcomers.errors.append(repr(error))
                else:
                    newcomers.seconds.append(time.perf_counter() - began)
                    if status != httpx.codes.OK:
                        newcomers.errors.append(str(status))


def measure(behaviours: Sequence[str], seconds: int, rounds: int, folder: Path, pace: str = "") -> Iterator[Comparison]:
    """Measure each behaviour on a server with its production configuration. Raises WrkMissing, NotStarted."""
    cores = sorted(os.sched_getaffinity(0))
    tokens = folder / "tokens"
    os.sched_setaffinity(0, cores[:1])
    environment = {
        **SERVERS["ours"].environment,
        "TASKS_CORS_ORIGINS": "https://app.example.com",
        "TASKS_PACE_ADDRESS": pace,
    }
    ours = replace(SERVERS["ours"], environment=environment)
    try:
        with (
            filled(FOLDER, 200, 100) as data,
            _sink(cores[-1]) as sink,
            started(ours, data.server, folder) as (port, it),
        ):
            load.write_tokens(tokens, data.users)
            users = Users(port, it.pid, _postmaster(FOLDER), tokens, data)
            users.measure(1, 0)
            for behaviour in behaviours:
                turns: list[Comparison] = []
                for turn in range(rounds):
                    seen = []
                    for target in (sink, port):
                        with _attack(behaviour, target, cores[-1], seconds) as done:
                            asked = users.measure(seconds, turn)
                        seen.append(replace(asked, attack=done))
                    turns.append(Comparison(behaviour, *seen))
                yield sorted(turns, key=lambda one: one.share)[rounds // 2]
    finally:
        os.sched_setaffinity(0, cores)


def _postmaster(folder: Path) -> int:
    found = next(folder.rglob("postmaster.pid"))
    return int(found.read_text().splitlines()[0])


@contextmanager
def _sink(core: int) -> Iterator[int]:
    port = free_port()
    command = ["taskset", "-c", str(core), sys.executable, "-m", "tests.benchmarks.sink", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _attack(behaviour: str, port: int, core: int, seconds: int) -> Iterator[dict[str, float]]:
    """Start an attack, and after the block return what it did; it ends with the block or by itself."""
    done: dict[str, float] = {}
    module = [sys.executable, "-m", "tests.benchmarks.attacker", behaviour, str(port), str(2 * seconds + 10)]
    process = subprocess.Popen(
        ["taskset", "-c", str(core), *module], cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(_WARM_SECONDS)
        yield done
    finally:
        process.terminate()
        output, _ = process.communicate()
        done |= json.loads(output)


def main() -> int:
    """Print a line for each behaviour; 1 if users saw an error or lost more than a fifth."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.outsider", description=__doc__)
    parser.add_argument("behaviours", nargs="*", metavar="BEHAVIOUR", help=", ".join(BEHAVIOURS))
    parser.add_argument("--seconds", type=int, default=3, help="of each attack")
    parser.add_argument("--rounds", type=int, default=1, help="of which the median is told")
    parser.add_argument("--pace", default="", help="the server's TASKS_PACE_ADDRESS; `off` shows what it is good for")
    chosen = parser.parse_args()
    print(
        _ROW.format(
            "behaviour", "control/s", "attack/s", "share", "by CPU", "errors", "newcomer ms", "errors", "the attack"
        )
    )
    held = True
    with tempfile.TemporaryDirectory() as folder:
        for found in measure(
            chosen.behaviours or list(BEHAVIOURS), chosen.seconds, chosen.rounds, Path(folder), chosen.pace
        ):
            control, attack = found.control, found.attack
            held &= found.share >= 0.8 and not attack.errors and not attack.wrong
            print(
                _ROW.format(
                    found.behaviour,
                    f"{control.requests_per_second:.0f}",
                    f"{attack.requests_per_second:.0f}",
                    f"{found.share:.2f}",
                    f"{found.share_by_cpu:.2f}",
                    attack.errors,
                    f"{attack.slowest_ms:.0f}",
                    len(attack.wrong),
                    ", ".join(f"{attack.attack[what] / attack.attack['seconds']:.0f} {what}/s" for what in _DONE),
                ),
                flush=True,
            )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
