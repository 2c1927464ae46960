"""The command `tasks-api contract coverage`."""

import sys
from pathlib import Path

from contracts.coverage.record import FILE, read_record
from contracts.coverage.table import table
from contracts.diff.read.load import CONTRACT, UnusableContract, contract_of_file
from contracts.gaps.services import NotPython
from contracts.gaps.states import states


def run_coverage() -> int:
    """Print the state of each operation of the contract in the current folder. Return 2 if there is no contract."""
    try:
        document = contract_of_file(CONTRACT).document
    except UnusableContract as error:
        print(f"tasks-api: {error}", file=sys.stderr)
        return 2
    record = read_record(FILE)
    try:
        found = states(Path("generated"), Path("impl"))
    except NotPython as error:
        print(f"tasks-api: {error.file}: {error.sentence}", file=sys.stderr)
        return 2
    for line in table(document, found, record):
        print(line)
    ended = (
        f"Seen in the run that ended at {record.ended}." if record.ended else "No whole run was recorded: make test."
    )
    print(f"\n{ended}")
    return 0
