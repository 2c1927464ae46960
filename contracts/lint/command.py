"""The command `tasks-api contract lint`."""

import sys
from collections import Counter
from pathlib import Path

from contracts.codegen.refusals.refuse import inspect
from contracts.document.lines import Lines
from contracts.document.load import load
from contracts.document.refusal import Note, Refusal, Refused
from contracts.lint.finding import Finding
from contracts.lint.lint import lint
from contracts.lint.rules import Severity


def run_lint(file: Path, rules: str | None = None, fail_on: Severity = Severity.WARNING) -> int:
    """Print what the generator refuses and notes (`rules` is `generate`), the broken rules of the house (`house`), or
    both. Return the exit code: 1 if there is anything as severe as `fail_on`, otherwise 0.

    A document that can't be read is not checked further; without `rules` neither is one that the generator refuses.
    """
    try:
        found = _found(file, rules)
    except Refused as error:
        found = list(error.refusals)
    lines, counts = Lines.of_file(file), Counter[Severity]()
    for one in found:
        severity = one.severity if isinstance(one, Finding) else _severity(one)
        counts[severity] += 1
        where, _, said = one.message(lines).partition(": ")
        print(f"{where}: {'' if severity is Severity.ERROR or isinstance(one, Note) else f'{severity}: '}{said}")
    wrong = sum(count for severity, count in counts.items() if severity >= fail_on)
    if found:
        words = ", ".join(f"{counts[one]} {one}{'s' if counts[one] > 1 else ''}" for one in Severity if counts[one])
        print(f"{words}: {wrong} to mend.", file=sys.stderr)
    return int(wrong > 0)


def _found(file: Path, rules: str | None) -> list[Refusal | Finding]:
    document = load(file)
    refused, notes, *_ = inspect(document) if rules != "house" else ([], [])
    house = lint(document) if rules == "house" or (rules is None and not refused) else []
    return [*refused, *house, *notes]


def _severity(refusal: Refusal) -> Severity:
    return Severity.NOTE if isinstance(refusal, Note) else Severity.ERROR
