"""Programs that the type checker must refuse at the lines that say so; texts, so that nobody checks them by mistake."""

import re
from pathlib import Path

from tests.contracts.codegen.generating import type_errors

ERROR = re.compile(r"^[^:]+:(\d+): error: .*\[([a-z-]+)\]$")
_MARK = "# refused: "


def source(name: str) -> str:
    """The text of a program."""
    return (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")


def marked(text: str) -> dict[int, set[str]]:
    """The lines that must be refused, each with the codes of its errors."""
    lines = enumerate(text.splitlines(), 1)
    return {number: set(line.split(_MARK)[1].split(", ")) for number, line in lines if _MARK in line}


def refused(folder: Path, name: str) -> dict[int, set[str]]:
    """The lines of a program that the type checker refuses."""
    (folder / f"{name}.py").write_text(source(name), encoding="utf-8")
    found: dict[int, set[str]] = {}
    for line in type_errors(folder, f"{name}.py"):
        if match := ERROR.match(line):
            found.setdefault(int(match[1]), set()).add(match[2])
    return found
