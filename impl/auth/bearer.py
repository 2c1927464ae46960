"""Authenticates callers by a bearer token (RFC 6750), and caches the result, so that a signature is checked once."""

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from cachetools import TLRUCache
from starlette.types import Scope

from contracts.runtime import NotAuthenticated

BEARER = "bearerAuth"
"""The name of the security scheme in the contract."""
REALM = 'Bearer realm="tasks-api"'
USER = "tasks_api.user"
"""Where the scope of a request says whose it is, for the server, which knows nothing else of it."""
CACHE_SIZE = 10_000
"""Tokens. When the cache is full, the token that has not been used for the longest time is dropped."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The authenticated user of a request."""

    user_id: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The user that a token proves, and when the proof ends, in seconds since 1970."""

    caller: Caller
    expires_at: float


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


class Prover(Protocol):
    """Verifies a token by its signature."""

    @property
    def generation(self) -> int:
        """A number that changes with the keys: what an older generation has verified must be verified again."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """Return a context manager that does the prover's background work."""
        ...

    async def prove(self, token: str) -> Proof:
        """Verify a token with the keys of the generation that is current on return. Raises InvalidToken,
        KeysUnavailable."""
        ...


class TokenVerifier:
    """Verifies a token once and caches the result until the token expires. The cache stores digests, not tokens."""

    def __init__(self, prover: Prover, clock: Callable[[], float] = time.time, size: int = CACHE_SIZE) -> None:
        self._prover = prover
        self._generation = prover.generation
        self._proofs: TLRUCache[bytes, Proof] = TLRUCache(size, ttu=lambda _, proof, now: proof.expires_at, timer=clock)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Return the context manager of the prover's background work."""
        return self._prover.running()

    async def verify(self, token: str) -> Caller:
        """Return the caller that the token belongs to. Raises InvalidToken, KeysUnavailable."""
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        if self._generation != self._prover.generation:
            self._forget()
        try:
            # `get` would read the clock twice, and would fail if the token expired in between.
            return self._proofs[digest].caller
        except KeyError:
            proof = await self._prover.prove(token)
        if self._generation != self._prover.generation:
            self._forget()
        self._proofs[digest] = proof
        return proof.caller

    def _forget(self) -> None:
        """Drop what the previous keys have verified."""
        self._generation = self._prover.generation
        self._proofs.clear()
