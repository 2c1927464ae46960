"""The state of a shutdown, shared by the readiness check and all connections."""

from collections.abc import Callable


class Drain:
    """Whether this process is shutting down. Once begun, a shutdown is never cancelled."""

    def __init__(self) -> None:
        self.begun = False
        self._endings: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Begin: from now on `/health/ready` answers 503, and each answer is the last one of its connection
        (FR-124)."""
        self.begun = True

    def when_ending(self, end: Callable[[], None]) -> None:
        """Call `end` when the grace period is over: `EventStreams.end`, since those would not end by themselves."""
        self._endings.append(end)

    def end(self) -> None:
        """End what was registered; the requests in flight are finished after it."""
        for end in self._endings:
            end()
