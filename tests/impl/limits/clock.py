"""Time as a test has it."""


class Clock:
    """Stands still until it is moved. Seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """What time it is."""
        return self.now
