"""Exceptions of storage."""


class TaskNotFound(Exception):
    """The owner has no task with this id."""


class TaskChanged(Exception):
    """The current version of the task is not among the versions that the writer expected."""

    def __init__(self, current_version: int) -> None:
        super().__init__(f"the task is at version {current_version}")
        self.current_version = current_version


class IdempotencyKeyInUse(Exception):
    """Another request with this key is still running after the lock timeout."""


class IdempotencyKeyReused(Exception):
    """The key was used before with another request."""
