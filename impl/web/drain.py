"""The state of a shutdown, shared by the readiness check and all connections."""

from collections.abc import Callable


class Drain:
    """Whether this process is shutting down. Once begun, a shutdown is never cancelled."""

    def __init__(self) -> None:
        self.begun = False
        self._endings: list[Callable[[], None]] = []

    def begin(self) -> None:
        """Begin the shutdown: `/health/ready` now answers 503, and every response closes its connection (FR-124)."""
        self.begun = True

    def when_ending(self, end: Callable[[], None]) -> None:
        """Register `end` to be called after the grace period, for streams that would not end by themselves."""
        self._endings.append(end)

    def end(self) -> None:
        """Call what was registered. Requests in flight are finished afterwards."""
        for end in self._endings:
            end()
