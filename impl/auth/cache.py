"""Caches verified tokens, so that a signature is checked once and not for every request."""

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from cachetools import TLRUCache

from impl.auth.bearer import Caller
from impl.auth.jwt import Proof

CACHE_SIZE = 10_000
"""Tokens. When the cache is full, the token that has not been used for the longest time is dropped."""


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


class CachedVerifier:
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
