"""Logs frequent events at most once a second, with their number."""

import asyncio
from collections.abc import Callable

_REPORT_SECONDS = 1.0


class CountedLog:
    """Counts events, and calls `report` with their number a second after the first one."""

    def __init__(self, report: Callable[[int], None]) -> None:
        self._report = report
        self._count = 0

    def add(self) -> None:
        """Count an event."""
        if self._count == 0:
            asyncio.get_running_loop().call_later(_REPORT_SECONDS, self._flush)
        self._count += 1

    def _flush(self) -> None:
        count, self._count = self._count, 0
        self._report(count)
