"""What grows with the number of workers: `python -m tests.benchmarks.workers [1 2 4]`.

The server of the benchmark with as many workers answers the mix, several times in turn. They share the cores with
PostgreSQL and with wrk, so what is to grow is the requests of a second as long as there is a core that idles: beside
them is which part of all cores was busy.
"""

import dataclasses
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import load, processes
from tests.benchmarks.database import filled
from tests.benchmarks.servers import ROOT, SERVERS, started

_ROUNDS = 3
_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Rate:
    """The requests a second, and the share of the machine's cores that was busy; medians of the rounds."""

    requests_per_second: float
    busy: float


def measure(
    workers: Sequence[int], users: int, tasks: int, folder: Path, rounds: int = _ROUNDS, seconds: int = _SECONDS
) -> dict[int, Rate]:
    """Measure how much this many workers serve. Raises WrkMissing."""
    tokens = folder / "tokens"
    load.write_tokens(tokens, users)
    found: dict[int, list[Rate]] = {number: [] for number in workers}
    with filled(ROOT / ".data" / "tests", users, tasks) as data:
        for turn in range(rounds):
            for number in workers:
                ours = SERVERS["ours"]
                server = dataclasses.replace(ours, environment={**ours.environment, "TASKS_WORKERS": str(number)})
                with started(server, data.server, folder) as (port, _):
                    load.run(port, "mix", tokens, data, 1, seed=turn)  # warm
                    before, idle_before = processes.machine_seconds()
                    seen = load.run(port, "mix", tokens, data, seconds, seed=turn + 1000)
                    after, idle_after = processes.machine_seconds()
                if seen.errors:
                    raise RuntimeError(f"{seen.errors} errors in {seen.requests} requests")
                busy = 1 - (idle_after - idle_before) / (after - before)
                found[number].append(Rate(seen.requests / seen.seconds, busy))
    return {number: _median(rates) for number, rates in found.items()}


def _median(rates: Sequence[Rate]) -> Rate:
    return Rate(
        statistics.median(rate.requests_per_second for rate in rates), statistics.median(rate.busy for rate in rates)
    )


def main() -> None:
    """Print a line for each number of workers."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure([int(number) for number in sys.argv[1:]] or [1, 2, 4], 1000, 100, Path(folder))
    print(f"{'workers':>8}{'requests/s':>12}{'busy':>7}")
    for number, rate in found.items():
        print(f"{number:8}{rate.requests_per_second:12.0f}{rate.busy:7.0%}")


if __name__ == "__main__":
    main()
