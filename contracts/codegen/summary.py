"""What a person wants to know after generating: what changed, whether it breaks clients, and what is to do."""

from collections.abc import Iterator
from pathlib import Path

from contracts.diff.compare.contracts import compare
from contracts.diff.decide.grouping import groups, summary_of
from contracts.document.load import Document
from contracts.gaps.gaps import Gap, Kind, find_gaps
from contracts.gaps.scaffold import scaffold

# More than this is no summary any more.
_SHOWN = 15


def changed(old: Document | None, new: Document) -> Iterator[str]:
    """What the contract says now that it did not when it was last generated from."""
    if old is None:
        return
    if old == new:
        yield "Generated anew; the contract is the same."
        return
    changes = compare(old, new)
    if not changes:
        yield "The contract's words changed, and nothing that a client could notice."
        return
    yield f"The contract changed: {summary_of(changes)}"
    lines = [
        f"  {change.level:<18} {heading}: {change.sentence}" for heading, group in groups(changes) for change in group
    ]
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"  … and {len(lines) - _SHOWN} more: tasks-api contract diff --since HEAD"


def to_do(generated: Path, implementation: Path) -> Iterator[str]:
    """What is missing or too much by hand, by file, with what to write. Raises NotPython."""
    yield from told(find_gaps(generated, implementation))


def stubs(generated: Path, implementation: Path) -> Iterator[str]:
    """Write a stub for everything that is missing, and say where. Raises NotPython, Refused (gaps/scaffold.py)."""
    written = scaffold(find_gaps(generated, implementation), implementation.parent / "pyproject.toml")
    if not written:
        yield "No operation is without a method."
    for gap in written:
        yield f"{shown(gap.file)}: wrote a stub of {gap.wanted}. It answers 501 until you write it."
        if gap.service is None:
            yield "  Its class is new: bind it in impl/wiring.py and impl/web/app.py."


def told(gaps: list[Gap]) -> Iterator[str]:
    """A line for each gap below its file; what to write below that."""
    for file in dict.fromkeys(gap.file for gap in gaps):
        yield f"{shown(file)}:"
        for gap in gaps:
            if gap.file == file:
                yield f"  {gap.sentence}."
                if gap.signature is not None:
                    yield f"    {gap.signature}"
    if any(gap.kind is Kind.MISSING for gap in gaps):
        yield "./codegen.sh --scaffold writes stubs for what is missing."


def shown(path: Path) -> str:
    """A path as a person writes it, from where they are."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
