"""How long the database took of a request, for `Server-Timing` and the log."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Stopwatch:
    """Seconds, added up."""

    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """Add to the sum."""
        self.seconds += seconds


# The middleware sets a fresh one for each request; without one, nobody is counting.
database_time: ContextVar[Stopwatch | None] = ContextVar("database_time", default=None)
