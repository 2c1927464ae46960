"""Private files and secrets that a development machine makes for itself and keeps."""

import fcntl
import os
import secrets
from pathlib import Path

from impl.settings import SECRET_LENGTH


class SecretNotKeptError(Exception):
    """A secret can neither be read nor made; the message is one sentence for the person who starts the program."""


def open_private(path: Path, flags: int = 0) -> int:
    """Open `path` for reading and writing, made with mode 0600 when absent, and return its descriptor.

    Made by root, the file belongs to the owner of its folder, who may be the next to need it.
    Raises `OSError`, also for a symbolic link.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | flags, 0o600)
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(descriptor, folder.st_uid, folder.st_gid)
    return descriptor


def kept_secret(path: Path) -> str:
    """Return the secret in the file `path`, made of 256 random bits by whoever comes first.

    Any number of processes may call this at once and get the same secret. Raises `OSError`.
    """
    with os.fdopen(open_private(path), "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        secret = file.read().strip()
        # A short text is what a full disk or a crash left of a first attempt.
        if len(secret) < SECRET_LENGTH:
            secret = secrets.token_urlsafe(32)
            file.seek(0)
            file.truncate()
            file.write(secret + "\n")
            file.flush()
            os.fsync(file.fileno())
        return secret


def development_secret(path: Path) -> str:
    """Return the secret that this development machine keeps in `path`, making file and folder at the first call.

    Raises `SecretNotKeptError`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return kept_secret(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text"
        raise SecretNotKeptError(f"Cannot keep a development secret in {path}: {reason}.") from error
