"""The state of a shutdown, shared by the readiness check and all connections."""


class Drain:
    """Whether this process is shutting down. Once begun, a shutdown is never cancelled."""

    def __init__(self) -> None:
        self.begun = False

    def begin(self) -> None:
        """Begin: from now on `/health/ready` answers 503, and each answer is the last one of its connection
        (FR-124)."""
        self.begun = True
