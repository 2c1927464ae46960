"""`make faults`: every scenario at its full size, and a table. `python -m tests.faults NAME …` runs those alone."""

import argparse
import asyncio
import os
import sys
import traceback

from tests.faults.scenario import Outcome, Scenario, Size, all_scenarios
from tests.support.programs import MissingProgram

_ROW = "{:<34}{:>8}{:>10}{:>8}{:>6}  {}"


def main() -> int:
    """Run the scenarios. Return 1 if any fails, or can't be run in CI."""
    scenarios = all_scenarios()
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(scenarios))
    parser.add_argument("--size", type=Size, choices=list(Size), default=Size.full)
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in scenarios]
    if unknown:
        parser.error(f"there is no scenario {', '.join(unknown)}")
    print(_ROW.format("scenario", "faults", "requests", "errors", "lost", "holds"))
    held = [_run_and_print(scenarios[name], given.size) for name in given.names or scenarios]
    print(
        "\nerrors: answers of 500 and more, and none at all, that clients have seen; lost: rows that were acknowledged"
    )
    return 0 if all(held) else 1


def _run_and_print(scenario: Scenario, size: Size) -> bool:
    """Run a scenario and print its row; return whether it succeeded."""
    try:
        outcome = asyncio.run(scenario.run(size))
    except MissingProgram as missing:
        print(_ROW.format(scenario.name, "", "", "", "", f"not run: {missing}"), flush=True)
        return os.environ.get("CI") != "true"
    except Exception:  # noqa: BLE001 - any exception means that the scenario failed; the next one is run
        traceback.print_exc()
        outcome = Outcome(broken=["it ended with an exception"])
    counts = outcome.faults, outcome.requests, outcome.errors, outcome.lost
    print(_ROW.format(scenario.name, *counts, "no" if outcome.broken else "yes"))
    print(
        "\n".join(f"  {line}" for line in (scenario.must_hold, *(f"But {one}." for one in outcome.broken))), flush=True
    )
    return not outcome.broken


if __name__ == "__main__":
    sys.exit(main())
