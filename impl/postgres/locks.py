"""File locks by flock(2): the kernel releases a lock when its last holder ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from impl.postgres.development import open_private


def try_exclusive(path: Path) -> int | None:
    """Lock `path` exclusively and return the descriptor, or return None if another process holds a lock."""
    descriptor = open_private(path)
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    os.close(descriptor)
    return None


def is_held(path: Path) -> bool:
    """Return whether any process holds a lock on `path`."""
    descriptor = try_exclusive(path)
    if descriptor is not None:
        _release(descriptor)
    return descriptor is None


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for an exclusive lock on `path`, and hold it for the block."""
    descriptor = open_private(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        _release(descriptor)


class Lease:
    """A shared lock on `path`. Any number of processes can hold one; it ends with its process at the latest."""

    def __init__(self, path: Path) -> None:
        self._descriptor = open_private(path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def release(self) -> bool:
        """End the lease and return whether it was the last one. Leases must start and end one at a time."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            _release(self._descriptor)


def _release(descriptor: int) -> None:
    # A child that was forked in the meantime has a copy of the descriptor, so closing it would not release the lock.
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)
