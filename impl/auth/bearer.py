"""Who is calling: a bearer token (RFC 6750) that is a JWT (RFC 7519), and whether the path is theirs."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request
from starlette.types import Scope

from generated.runtime import NotAuthenticated, principal

BEARER = "bearerAuth"
"""The contract's name of how callers prove who they are."""
REALM = 'Bearer realm="tasks-api"'


@dataclass(frozen=True, slots=True)
class Caller:
    """Who the token proves the caller to be."""

    user_id: str


class InvalidToken(NotAuthenticated):
    """There is no valid token. `challenge` is the value of `WWW-Authenticate` (RFC 6750, section 3)."""

    def __init__(self, sentence: str, *, sent: bool = True) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        error = f', error="invalid_token", error_description="{sentence.rstrip(".")}"' if sent else ""
        self.challenge = f"{REALM}{error}"


class Forbidden(Exception):
    """The path is another user's."""


class TokenVerifier(Protocol):
    """Proves a token. Where keys come from (a secret, a key set by URL) is the implementation's affair."""

    def running(self) -> AbstractAsyncContextManager[None]:
        """What has to go on in the background while tokens are verified."""
        ...

    async def verify(self, token: str) -> Caller:
        """Raises InvalidToken."""
        ...


class BearerHandler:
    """The handler of the contract's scheme `bearerAuth`."""

    def __init__(self, verifier: TokenVerifier) -> None:
        self._verifier = verifier

    async def __call__(self, request: Request, scopes: tuple[str, ...]) -> Caller:
        """Raises InvalidToken. JWTs of ours have no scopes, and the contract asks for none."""
        del scopes
        headers = [value.decode("latin-1") for name, value in request.scope["headers"] if name == b"authorization"]
        if not headers:
            raise InvalidToken("This needs a bearer token in the header Authorization.", sent=False)
        # Spaces and tabs alone surround a value (RFC 9110, section 5.5); Python's strip() knows more, such as U+00A0.
        scheme, _, token = headers[0].strip(" \t").partition(" ")
        token = token.lstrip(" ")  # RFC 6750, section 2.1: one space or more
        if len(headers) > 1 or scheme.lower() != "bearer" or not token:
            raise InvalidToken("The header Authorization must be Bearer and one token.")
        return await self._verifier.verify(token)


def user_of(scope: Scope) -> str | None:
    """The user of a request, if it has been admitted as somebody's."""
    try:
        caller = principal(Request(scope), BEARER)
    except NotAuthenticated:
        return None
    return caller.user_id if isinstance(caller, Caller) else None


def require_owner(caller: Caller, user_id: str) -> str:
    """The owner of a path, proven: the caller. Raises Forbidden for anybody else's."""
    if caller.user_id != user_id:
        raise Forbidden
    return user_id
