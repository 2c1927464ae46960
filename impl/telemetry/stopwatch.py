"""The time that the database took for a request, for `Server-Timing` and the log."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Stopwatch:
    """A sum of seconds."""

    seconds: float = 0.0


# The middleware sets a new one for each request; outside of a request it is None, and no time is measured.
database_time: ContextVar[Stopwatch | None] = ContextVar("database_time", default=None)
