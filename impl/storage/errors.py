"""What storage says no with."""


class TaskNotFound(Exception):
    """The owner has no task of this number."""


class TaskChanged(Exception):
    """The task is not at one of the versions that the writer expected. It is at `current_version`."""

    def __init__(self, current_version: int) -> None:
        super().__init__(f"the task is at version {current_version}")
        self.current_version = current_version


class IdempotencyKeyInUse(Exception):
    """Another request with the key has not ended for as long as a lock is waited for."""


class IdempotencyKeyReused(Exception):
    """The key was used before, with another request."""
