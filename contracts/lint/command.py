"""The command `tasks-api contract lint`."""

import sys
from pathlib import Path

from contracts.codegen.refusals.refuse import refusals
from contracts.document.lines import Lines
from contracts.document.load import load
from contracts.document.refusal import Refused
from contracts.lint.lint import lint


def run_lint(file: Path) -> int:
    """Print what the generator refuses and every broken rule. Return the exit code: 1 if there is anything, otherwise
    0.

    A document that can't be read or that the generator refuses is not checked further.
    """
    try:
        document = load(file)
        refused = refusals(document)
    except Refused as error:
        refused = list(error.refusals)
        document = {}
    found = refused or lint(document)
    lines = Lines.of_file(file)
    for one in found:
        print(one.message(lines))
    if found:
        print(f"{len(found)} to mend.", file=sys.stderr)
    return int(bool(found))
