"""What `make mutate` runs: `python -m tests.mutation [--since REVISION] [--tests PATH …] [MODULE …]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from impl.postgres import running
from tests.conftest import ROOT
from tests.mutation.rooms import files_of_tests
from tests.mutation.run import CantMutate, mutate
from tests.mutation.touched import modules_in, touched_since
from tests.support.databases import SHARED


def main(arguments: Sequence[str], root: Path) -> int:
    """Print what survives; the exit code: 0 if nothing does, 1 if something does, 2 if it can't be told."""
    parser = argparse.ArgumentParser(prog="make mutate", description="Break the code, and list what no test notices.")
    parser.add_argument("--since", default="main", help="mutate what has changed since this revision")
    parser.add_argument("--tests", nargs="*", default=[], help="tests to run besides those of the modules' rooms")
    parser.add_argument("modules", nargs="*", help="mutate these modules or folders instead")
    asked = parser.parse_args(arguments)
    modules = modules_in(root, asked.modules) if asked.modules else touched_since(root, asked.since)
    if not modules:
        print("There is no module to mutate.")
        return 0
    tests = sorted({*files_of_tests(root, modules), *asked.tests})
    if not tests:
        print(f"No test imports what {', '.join(modules)} belong to.", file=sys.stderr)
        return 2
    print(f"Mutating {', '.join(modules)}\nwith {', '.join(tests)}", flush=True)
    try:
        outcome = mutate(root, modules, tests)
    except CantMutate as error:
        print(error, file=sys.stderr)
        return 2
    for line in outcome.report():
        print(line)
    return 1 if outcome.survivors or outcome.uncalled else 0


if __name__ == "__main__":
    with running(SHARED):  # so that not every mutant starts a server
        sys.exit(main(sys.argv[1:], ROOT))
