"""FR-470: the table of clients is what is measured."""

import re
from pathlib import Path

import pytest

from tests.clients.stock.comparison import CLIENTS, MARKS, PAGE, SIZE, measure, rendered
from tests.clients.stock.environment import Tools

pytestmark = pytest.mark.slow

LATELY = "Run: .venv/bin/python -m tests.clients.stock.comparison"


def test_the_table_is_what_is_measured(tools: Tools, tmp_path: Path) -> None:
    """FR-470: each cell; the bytes to a fifth. The generated client lacks nothing that another one has."""
    table = measure(tools, tmp_path)
    shown = PAGE.read_text(encoding="utf-8").partition(MARKS[0])[2].partition(MARKS[1])[0].splitlines()
    now = rendered(table).splitlines()
    (size,) = [index for index, line in enumerate(now) if SIZE in line]
    assert [*shown[:size], *shown[size + 1 :]] == [*now[:size], *now[size + 1 :]], LATELY
    published, measured = ([int(cell.replace(",", "")) for cell in _numbers(lines[size])] for lines in (shown, now))
    assert published == pytest.approx(measured, rel=0.2), LATELY
    behind = {row for row, cells in table.items() if cells["ours"] == "no" and "yes" in cells.values()}
    assert behind == set()
    assert len(table) == 15
    assert all(set(cells) == set(CLIENTS) for cells in table.values())


def _numbers(line: str) -> list[str]:
    return re.findall(r"(?<=\| )[\d,]+(?= \|)", line)
