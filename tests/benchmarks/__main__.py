"""`make bench`."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import aims, load, report
from tests.benchmarks.database import filled
from tests.benchmarks.measure import measure
from tests.benchmarks.publish import publish
from tests.benchmarks.servers import ROOT, SERVERS, NotStarted, available, server_of_checkout

PUBLISHED = Path(__file__).parent / "results"
"""The results that the README shows."""


def main() -> int:
    """Measure, and say what was measured. 1 if a server erred."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=1, help="of load, for each operation of each server and round")
    parser.add_argument("--users", type=int, default=1000)
    parser.add_argument("--tasks", type=int, default=100, help="of each user")
    parser.add_argument("--servers", nargs="*", default=available(), choices=available())
    parser.add_argument(
        "--out", type=Path, default=ROOT / ".data" / "benchmark", help="folder of benchmark.json and benchmark.png"
    )
    parser.add_argument("--publish", action="store_true", help="put both where the README shows them, and its table")
    parser.add_argument(
        "--before", type=Path, metavar="CHECKOUT", help="also measure our server as this checkout has it"
    )
    chosen = parser.parse_args()
    if chosen.publish and chosen.before is not None:
        parser.error("--publish shows this checkout alone, so it goes without --before")
    servers = list(chosen.servers)
    try:
        load.program()
        if chosen.before is not None:
            SERVERS["before"] = server_of_checkout(chosen.before)
            servers.append("before")
        with (
            tempfile.TemporaryDirectory() as folder,
            filled(ROOT / ".data" / "tests", chosen.users, chosen.tasks) as data,
        ):
            measured = measure(data, servers, load.OPERATIONS, chosen.rounds, chosen.seconds, Path(folder))
        print(report.table(measured))
        for sentence in aims.missed_aims(measured.samples):
            print(f"not reached: {sentence}")
    except (load.WrkMissing, NotStarted, report.ServerErred) as error:
        print(error, file=sys.stderr)
        return 1
    out: Path = PUBLISHED if chosen.publish else chosen.out
    out.mkdir(parents=True, exist_ok=True)
    report.write_json(measured, out / "benchmark.json")
    report.draw(measured, out / "benchmark.png")
    if chosen.publish:
        publish(measured, ROOT / "README.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
