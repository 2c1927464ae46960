"""The summary after generating: what has changed, whether it breaks clients, and what is to do."""

from collections.abc import Iterator
from pathlib import Path

from contracts.diff.compare.contracts import compare
from contracts.diff.decide.grouping import groups, summary_of
from contracts.document.load import Document
from contracts.gaps.gaps import Gap, Kind, find_gaps
from contracts.gaps.resource import new_resources, write_resource
from contracts.gaps.scaffold import check_declared, scaffold

# A summary lists no more changes than this.
_MAX_LINES = 15


def change_lines(old: Document | None, new: Document) -> Iterator[str]:
    """Yield what has changed in the contract since it was last generated from."""
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
    yield from lines[:_MAX_LINES]
    if len(lines) > _MAX_LINES:
        yield f"  … and {len(lines) - _MAX_LINES} more: tasks-api contract diff --since HEAD"


def gap_report(generated: Path, implementation: Path) -> Iterator[str]:
    """Yield what is missing or superfluous in hand-written code, by file, with what to write. Raises NotPython."""
    yield from gap_lines(find_gaps(generated, implementation))


def write_stubs(generated: Path, implementation: Path) -> Iterator[str]:
    """Write whole resources for new tags where it can be done, and stubs for all else that is missing; yield where.

    Raises NotPython, Refused (gaps/scaffold.py).
    """
    gaps = find_gaps(generated, implementation)
    resources = new_resources(generated, gaps)
    whole = frozenset().union(*(found.covered for found in resources))
    check_declared([gap for gap in gaps if gap.wanted is None or gap.wanted.id not in whole])
    for found in resources:
        yield from write_resource(found, generated, implementation)
    written = scaffold(find_gaps(generated, implementation), implementation.parent / "pyproject.toml")
    if not written and not whole:
        yield "No operation is without a method."
    for gap in written:
        yield f"{relative_path(gap.file)}: wrote a stub of {gap.wanted}. It answers 501 until you write it."
        if gap.service is None:
            yield "  Its class is new: bind it in impl/wiring.py and impl/web/app.py."


def gap_lines(gaps: list[Gap]) -> Iterator[str]:
    """Yield a line for each gap below its file, with the signature to write."""
    for file in dict.fromkeys(gap.file for gap in gaps):
        yield f"{relative_path(file)}:"
        for gap in gaps:
            if gap.file == file:
                yield f"  {gap.sentence}."
                if gap.signature is not None:
                    yield f"    {gap.signature}"
    if any(gap.kind is Kind.MISSING for gap in gaps):
        yield "./codegen.sh --scaffold writes stubs for what is missing."


def relative_path(path: Path) -> str:
    """Return a path relative to the current folder if it is in it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
