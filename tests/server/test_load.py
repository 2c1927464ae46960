"""FR-128: what is refused is counted in the log."""

import asyncio
from typing import Any

import pytest

from impl.load import Load, Overloaded


async def test_each_second_has_a_line(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """In which something was refused: how much it was."""
    monkeypatch.setattr("impl.load._REPORT_SECONDS", 0.01)
    load = Load(most=2)
    for refused in (3, 1):
        load.in_flight = 3
        for _ in range(refused):
            with pytest.raises(Overloaded):
                load.admit()
        load.in_flight = 2
        load.admit()
        await asyncio.sleep(0.1)
    lines: list[Any] = [record.msg for record in caplog.records]
    assert [(line["event"], line["shed"]) for line in lines] == [("overloaded", 3), ("overloaded", 1)]
