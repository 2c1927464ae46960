"""`make bench`."""

import argparse
import sys
import tempfile
from pathlib import Path

from . import load, report
from .database import filled
from .measure import measure
from .servers import ROOT, NotStarted, available

_RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Measure, and say what was measured. 1 if a server erred."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=1, help="of load, for each operation of each server and round")
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=100, help="of each user")
    parser.add_argument("--servers", nargs="*", default=available(), choices=available())
    parser.add_argument("--out", type=Path, default=_RESULTS, help="folder of benchmark.json and benchmark.png")
    chosen = parser.parse_args()
    try:
        load.program()
        with (
            tempfile.TemporaryDirectory() as folder,
            filled(ROOT / ".data" / "tests", chosen.users, chosen.tasks) as data,
        ):
            measured = measure(data, chosen.servers, load.OPERATIONS, chosen.rounds, chosen.seconds, Path(folder))
        print(report.table(measured))
    except (load.WrkMissing, NotStarted, report.ServerErred) as error:
        print(error, file=sys.stderr)
        return 1
    chosen.out.mkdir(parents=True, exist_ok=True)
    report.write_json(measured, chosen.out / "benchmark.json")
    report.draw(measured, chosen.out / "benchmark.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
