"""Locks on files by flock(2): the kernel frees them when their last holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from impl.postgres.development import open_private


def try_exclusive(path: Path) -> int | None:
    """Lock `path` for one descriptor alone and return it, or return None when another holds a lock."""
    descriptor = open_private(path)
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    os.close(descriptor)
    return None


def is_held(path: Path) -> bool:
    """Return whether somebody holds a lock on `path`."""
    descriptor = try_exclusive(path)
    if descriptor is not None:
        _release(descriptor)
    return descriptor is None


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold `path` alone, after waiting for its turn."""
    descriptor = open_private(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        _release(descriptor)


class Lease:
    """A shared lock on `path`: one of any number of users, seen by the others for as long as its process lives."""

    def __init__(self, path: Path) -> None:
        self._descriptor = open_private(path)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def give_up(self) -> bool:
        """End the lease and return whether it was the last one. Leases start and end one at a time."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            _release(self._descriptor)


def _release(descriptor: int) -> None:
    # Closing alone would leave the lock with a child that was forked meanwhile.
    fcntl.flock(descriptor, fcntl.LOCK_UN)
    os.close(descriptor)
