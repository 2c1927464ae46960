"""Authenticates callers by a bearer token (RFC 6750) that is a JWT (RFC 7519), and checks that a path is theirs."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from starlette.types import Scope

from contracts.runtime import NotAuthenticated

BEARER = "bearerAuth"
"""The name of the security scheme in the contract."""
REALM = 'Bearer realm="tasks-api"'
USER = "tasks_api.user"
"""Where the scope of a request says whose it is, for the server, which knows nothing else of it."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The authenticated user of a request."""

    user_id: str


class InvalidToken(NotAuthenticated):
    """There is no valid token. `challenge` is the value of `WWW-Authenticate` (RFC 6750, section 3).

    `sentence` is for the client. `sent` is False if the request had no token, and then the challenge has no error code.
    """

    def __init__(self, sentence: str, *, sent: bool = True) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        error = f', error="invalid_token", error_description="{sentence.rstrip(".")}"' if sent else ""
        self.challenge = f"{REALM}{error}"


class Forbidden(Exception):
    """The path belongs to another user."""


class TokenVerifier(Protocol):
    """Verifies tokens, with a secret or with a key set."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """Return a context manager that does the verifier's background work, such as refreshing keys."""
        ...

    async def verify(self, token: str) -> Caller:
        """Return the caller that the token belongs to. Raises InvalidToken."""
        ...


def bearer_token(scope: Scope) -> str:
    """Return the token of a request. Raises InvalidToken."""
    headers: list[str] = [value.decode("latin-1") for name, value in scope["headers"] if name == b"authorization"]
    if not headers:
        raise InvalidToken("This needs a bearer token in the header Authorization.", sent=False)
    # Only spaces and tabs may surround a value (RFC 9110, section 5.5); strip() would remove U+00A0 and others too.
    scheme, _, token = headers[0].strip(" \t").partition(" ")
    token = token.lstrip(" ")  # RFC 6750, section 2.1: one space or more
    if len(headers) > 1 or scheme.lower() != "bearer" or not token:
        raise InvalidToken("The header Authorization must be Bearer and one token.")
    return token


def user_of(scope: Scope) -> str | None:
    """Return the user of a request, or None if it has not been authenticated."""
    user: str | None = scope.get(USER)
    return user
