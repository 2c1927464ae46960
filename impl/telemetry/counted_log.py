"""One line in the log for each second in which something happened, however often it did."""

import asyncio
from collections.abc import Callable

_REPORT_SECONDS = 1.0


class CountedLog:
    """Counts what happens, and tells how often it did, a second after the first time."""

    def __init__(self, report: Callable[[int], None]) -> None:
        self._report = report
        self._count = 0

    def add(self) -> None:
        """It has happened once more."""
        if self._count == 0:
            asyncio.get_running_loop().call_later(_REPORT_SECONDS, self._tell)
        self._count += 1

    def _tell(self) -> None:
        count, self._count = self._count, 0
        self._report(count)
