"""Observes statements: adds their time to the request's, logs slow ones, and traces all."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import structlog

from impl.telemetry.stopwatch import database_time

_log = structlog.get_logger("tasks_api.database")
Trace: TypeAlias = Callable[[str, str, float, BaseException | None], None]


@dataclass(frozen=True, slots=True)
class StatementWatch:
    """Logs statements that take `slow_seconds` or longer (FR-143), and calls `trace` for all of them."""

    slow_seconds: float = 0.5
    trace: Trace | None = None

    def finished(self, verb: str, text: str, started: float, fault: BaseException | None = None) -> None:
        """Record the end of a statement. `started` is a time of time.perf_counter(); `text` contains no values."""
        seconds = time.perf_counter() - started
        stopwatch = database_time.get()
        if stopwatch is not None:
            stopwatch.seconds += seconds
        if seconds >= self.slow_seconds:
            _log.warning("slow statement", statement=text, database_ms=round(seconds * 1000, 1))
        if self.trace is not None:
            self.trace(verb, text, seconds, fault)
