"""Private files and secrets that a development machine generates and stores."""

import fcntl
import os
import secrets
from pathlib import Path

from impl.settings import SECRET_LENGTH


class SecretNotStoredError(Exception):
    """A secret can be neither read nor stored. The message is a sentence for the person who starts the program."""


def open_private(path: Path, flags: int = 0) -> int:
    """Open `path` for reading and writing, created with mode 0600 if absent, and return its descriptor.

    If root creates it, the file belongs to the owner of its folder, who may need it next. Raises `OSError`, also for a
    symbolic link.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | flags, 0o600)
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


def stored_secret(path: Path) -> str:
    """Return the secret in the file `path`; the first call generates it from 256 random bits.

    Concurrent processes get the same secret. Raises `OSError`.
    """
    with os.fdopen(open_private(path), "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        secret = file.read().strip()
        # A full disk or a crash may have left an incomplete secret.
        if len(secret) < SECRET_LENGTH:
            secret = secrets.token_urlsafe(32)
            file.seek(0)
            file.truncate()
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        return secret


def development_secret(path: Path) -> str:
    """Return the secret that this development machine stores in `path`; the first call creates the file and its folder.

    Raises `SecretNotStoredError`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return stored_secret(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text"
        raise SecretNotStoredError(f"Cannot keep a development secret in {path}: {reason}.") from error
