"""A clock that a test controls."""


class Clock:
    """Stands still until a test moves it; in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now
