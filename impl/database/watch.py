"""What every statement is told to when it has ended: the request's stopwatch, the log if it was slow, a trace."""

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
    """Statements that take `slow_seconds` or longer are logged (FR-143); all are traced, where there is a trace."""

    slow_seconds: float = 0.5
    trace: Trace | None = None

    def finished(self, verb: str, text: str, started: float, fault: BaseException | None = None) -> None:
        """A statement that began at `started`, by time.perf_counter(). Its text has no values in it."""
        seconds = time.perf_counter() - started
        stopwatch = database_time.get()
        if stopwatch is not None:
            stopwatch.seconds += seconds
        if seconds >= self.slow_seconds:
            _log.warning("slow statement", statement=text, database_ms=round(seconds * 1000, 1))
        if self.trace is not None:
            self.trace(verb, text, seconds, fault)
