"""What mutmut found, by file and line."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# `impl.limits.quota.xǁQuotaǁtake__mutmut_3`, or `….x_take__mutmut_3` of a function.
_NAME = re.compile(r"(?P<module>.+)\.x(?:ǁ(?P<class>[^ǁ]+)ǁ|_)(?P<function>.+)__mutmut_\d+")
_SURVIVED = ("survived", "suspicious", "not checked")


@dataclass(frozen=True, order=True, slots=True)
class Survivor:
    """A change that no test noticed: the lines that were there, where the first is, and those in their place."""

    file: str
    line: int
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def told(self) -> Iterator[str]:
        """`file:line`, and the changed lines."""
        yield f"{self.file}:{self.line}"
        yield from (f"    - {line.strip()}" for line in self.removed)
        yield from (f"    + {line.strip()}" for line in self.added)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The survivors, where functions begin that no test calls in its own process, and the tests that were left out."""

    survivors: list[Survivor]
    uncalled: list[str]
    left_out: list[str]

    def report(self) -> Iterator[str]:
        """All of it, line by line."""
        if self.left_out:
            yield f"Left out, since they fail in a copy of the project: {', '.join(self.left_out)}"
        for survivor in self.survivors:
            yield from survivor.told()
        yield from (f"{where}: no test calls it in its own process" for where in self.uncalled)
        yield f"{len(self.survivors)} changes survived; {len(self.uncalled)} functions are not called."


def read_outcome(tree: Path, left_out: list[str], ask: Callable[..., str]) -> Outcome:
    """Read it from the copy in which mutmut ran; `ask` runs a command of mutmut."""
    survivors, uncalled = set(), set()
    for line in ask("results").splitlines():
        name, _, status = line.strip().rpartition(": ")
        if status in _SURVIVED:
            survivors.add(_survivor(tree, name, ask("show", name)))
        elif status == "no tests":
            file, start, function = _function(tree, name)
            uncalled.add((file, start, f"{file}:{start} {function}"))
    return Outcome(sorted(survivors), [told for _, _, told in sorted(uncalled)], left_out)


def _survivor(tree: Path, name: str, shown: str) -> Survivor:
    """From a unified diff of the function, whose first line is the first of its code or of the comments above it."""
    file, start, _ = _function(tree, name)
    removed, added, first = [], [], None
    number = 0
    for line in shown.splitlines():
        if hunk := re.match(r"@@ -(\d+)", line):
            number = int(hunk[1])
        elif number:
            if line.startswith("-"):
                first = first or number
                removed.append(line[1:])
            elif line.startswith("+"):
                first = first or number
                added.append(line[1:])
            number += not line.startswith("+")
    return Survivor(file, start + (first or 1) - 1, tuple(removed), tuple(added))


def _function(tree: Path, name: str) -> tuple[str, int, str]:
    """The file of a mutant's function, its first line or that of the comments above it, and what it is called."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise ValueError(f"{name} is not how mutmut calls a mutant")
    path = Path(*match["module"].split("."))
    file = path.with_suffix(".py") if (tree / path.with_suffix(".py")).exists() else path / "__init__.py"
    text = (tree / file).read_text(encoding="utf-8")
    holder = next(
        one
        for one in ast.walk(ast.parse(text))
        if (isinstance(one, ast.ClassDef) and one.name == match["class"])
        or (match["class"] is None and isinstance(one, ast.Module))
    )
    function = next(
        one
        for one in holder.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.name == match["function"]
    )
    start = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    lines = text.splitlines()
    above = start
    while above > 1 and (not lines[above - 2].strip() or lines[above - 2].lstrip().startswith("#")):
        above -= 1
        if lines[above - 1].strip():
            start = above
    return str(file), start, ".".join(filter(None, (match["class"], match["function"])))
