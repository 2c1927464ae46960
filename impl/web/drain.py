"""Going down: known in one place to readiness, which sends the load balancer away, and to every connection."""


class Drain:
    """Whether this process is on its way out. It never comes back from there."""

    def __init__(self) -> None:
        self.begun = False

    def begin(self) -> None:
        """From now on `/health/ready` says 503, and each answer is the last one of its connection (FR-124)."""
        self.begun = True
