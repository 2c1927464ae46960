"""Which of the alternatives of a security requirement is met (OpenAPI, Security Requirement Object)."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from starlette.exceptions import HTTPException

from .errors import NotAuthenticated

T = TypeVar("T")


async def first_met(alternatives: Sequence[T], meet: Callable[[T], Awaitable[None]]) -> None:
    """Find the first alternative that is met. Raises what the first of them refused with, if none is.

    Refusing are NotAuthenticated and FastAPI's own HTTPException, with a status of 401 or 403.
    """
    refused: Exception | None = None
    for alternative in alternatives:
        try:
            await meet(alternative)
        except (NotAuthenticated, HTTPException) as error:
            if isinstance(error, HTTPException) and error.status_code not in (401, 403):
                raise
            refused = refused or error
        else:
            return
    if refused is not None:
        raise refused


__all__ = ["first_met"]
