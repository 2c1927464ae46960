"""The command `tasks-api contract diff`."""

import sys
from pathlib import Path

from contracts.diff.compare.contracts import compare_contracts
from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level
from contracts.diff.read.load import CONTRACT, Contract, UnusableContract, contract_of_file, contract_of_revision
from contracts.diff.report.json import json_report
from contracts.diff.report.markdown import markdown_report
from contracts.diff.report.text import text_report

_REPORTS = {"text": text_report, "markdown": markdown_report, "json": json_report}


def run_diff(old: Path | None, new: Path | None, since: str | None, form: str) -> int:
    """Print the changes. Return the exit code: 1 if a change is breaking, 0 if none is, 2 if there is nothing to
    compare."""
    try:
        before, after = _contracts(old, new, since)
    except UnusableContract as error:
        print(f"tasks-api: {error}", file=sys.stderr)
        return 2
    changes, *left_out = compare_contracts(before, after)
    for line in dict.fromkeys([*left_out[0], *left_out[1]]):
        print(f"not compared: {line}", file=sys.stderr)
    sys.stdout.write(_REPORTS[form](before, after, changes))
    return exit_code(changes)


def exit_code(changes: list[Change]) -> int:
    """Return 1 if a change is breaking, otherwise 0."""
    return int(any(change.level is Level.BREAKING for change in changes))


def _contracts(old: Path | None, new: Path | None, since: str | None) -> tuple[Contract, Contract]:
    if since is not None and new is None:
        path = old or CONTRACT
        return contract_of_revision(since, path, lenient=True), contract_of_file(path, lenient=True)
    if since is None and old is not None and new is not None:
        return contract_of_file(old, lenient=True), contract_of_file(new, lenient=True)
    raise UnusableContract("name two files, or --since REV and at most one file")
