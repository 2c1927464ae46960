"""The table of operations."""

from collections.abc import Iterator, Mapping

from contracts.coverage.record import Record
from contracts.document.load import Document
from contracts.lint.places import operations

_HEADINGS = ("operation", "implemented", "tested", "seen", "never seen")


def table(document: Document, states: Mapping[str, str], record: Record) -> Iterator[str]:
    """Yield a line for each operation: whether it has a method, and which responses were seen how often."""
    rows = [_HEADINGS, *_rows(document, states, record)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _rows(document: Document, states: Mapping[str, str], record: Record) -> Iterator[tuple[str, ...]]:
    for operation in operations(document):
        counts = {status: record.seen[operation.name, status] for status in operation.responses}
        seen = [status for status, count in counts.items() if count]
        unseen = [status for status, count in counts.items() if not count]
        tested = str(sum(counts.values())) if seen else "no"
        cells = (tested, " ".join(seen) or "-", " ".join(unseen) or "-") if record.ended else ("?", "?", "?")
        yield operation.name, states.get(operation.name, "no"), *cells
