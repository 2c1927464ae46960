"""Authenticates callers by a bearer token (RFC 6750) that is a JWT (RFC 7519), and checks that a path is theirs."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.types import Scope

from contracts.runtime import NotAuthenticated, principal

BEARER = "bearerAuth"
"""The name of the security scheme in the contract."""
REALM = 'Bearer realm="tasks-api"'


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


class BearerHandler:
    """The security handler of the contract's scheme `bearerAuth`."""

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = verifier

    async def __call__(self, request: Request, scopes: tuple[str, ...]) -> Caller:
        """Return the caller. Raises InvalidToken. The contract's JWTs have no scopes, so `scopes` is empty."""
        del scopes
        headers = [value.decode("latin-1") for name, value in request.scope["headers"] if name == b"authorization"]
        if not headers:
            raise InvalidToken("This needs a bearer token in the header Authorization.", sent=False)
        # Only spaces and tabs may surround a value (RFC 9110, section 5.5); strip() would remove U+00A0 and others too.
        scheme, _, token = headers[0].strip(" \t").partition(" ")
        token = token.lstrip(" ")  # RFC 6750, section 2.1: one space or more
        if len(headers) > 1 or scheme.lower() != "bearer" or not token:
            raise InvalidToken("The header Authorization must be Bearer and one token.")
        return await self._verifier.verify(token)


def user_of(scope: Scope) -> str | None:
    """Return the user of a request, or None if it has not been authenticated."""
    try:
        caller = principal(Request(scope), BEARER)
    except NotAuthenticated:
        return None
    return caller.user_id if isinstance(caller, Caller) else None


def require_owner(caller: Caller, user_id: str) -> str:
    """Return the owner of a path if the caller is the owner. Raises Forbidden."""
    if caller.user_id != user_id:
        raise Forbidden
    return user_id
