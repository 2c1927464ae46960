"""What grows with the number of workers: `python -m tests.benchmarks.workers [1 2 4]`.

The server of the benchmark with as many workers answers the mix, several times in turn. They share the cores with
PostgreSQL and with wrk, so what is to grow is the requests of a second as long as there is a core that idles.
"""

import dataclasses
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import load
from .database import filled
from .servers import ROOT, SERVERS, started

_ROUNDS = 3
_SECONDS = 4


def measure(
    workers: Sequence[int], users: int, tasks: int, folder: Path, rounds: int = _ROUNDS, seconds: int = _SECONDS
) -> dict[int, float]:
    """The requests of a second by the number of workers, the median of the rounds. Raises WrkMissing."""
    tokens = folder / "tokens"
    load.write_tokens(tokens, users)
    found: dict[int, list[float]] = {number: [] for number in workers}
    with filled(ROOT / ".data" / "tests", users, tasks) as data:
        for turn in range(rounds):
            for number in workers:
                ours = SERVERS["ours"]
                server = dataclasses.replace(ours, environment={**ours.environment, "TASKS_WORKERS": str(number)})
                with started(server, data.server, folder) as (port, _):
                    load.run(port, "mix", tokens, data, 1, seed=turn)  # warm
                    seen = load.run(port, "mix", tokens, data, seconds, seed=turn + 1000)
                if seen.errors:
                    raise RuntimeError(f"{seen.errors} errors in {seen.requests} requests")
                found[number].append(seen.requests / seen.seconds)
    return {number: statistics.median(rates) for number, rates in found.items()}


def main() -> None:
    """Print a line for each number of workers."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure([int(number) for number in sys.argv[1:]] or [1, 2, 4], 1000, 100, Path(folder))
    print(f"{'workers':>8}{'requests/s':>12}")
    for number, rate in found.items():
        print(f"{number:8}{rate:12.0f}")


if __name__ == "__main__":
    main()
