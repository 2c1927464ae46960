"""The files that came with a request, and their end with it."""

from collections.abc import AsyncGenerator

from fastapi import UploadFile
from starlette.types import Scope

_UPLOADS = "contracts.uploads"


def uploads_of(scope: Scope) -> list[UploadFile]:
    """The files that came with a request."""
    uploads: list[UploadFile] = scope.setdefault(_UPLOADS, [])
    return uploads


def rewind_uploads(scope: Scope) -> None:
    """Begin the files anew, for an operation that runs again."""
    for file in scope.get(_UPLOADS, ()):
        file.file.seek(0)


async def closing_uploads(scope: Scope) -> AsyncGenerator[None, None]:
    """Closes the files that came with a request, whatever became of it, when the generator is ended."""
    try:
        yield
    finally:
        for file in uploads_of(scope):
            file.file.close()  # at once, since whoever was cancelled may not wait for a thread


__all__ = ["closing_uploads", "rewind_uploads", "uploads_of"]
