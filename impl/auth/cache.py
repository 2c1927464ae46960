"""Remembers the tokens that were proven, so that a signature is checked once and not for each request."""

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from cachetools import TLRUCache

from impl.auth.bearer import Caller
from impl.auth.jwt import Proof

REMEMBERED = 10_000
"""Tokens. The one that was not used for the longest time goes first."""


class Prover(Protocol):
    """Proves a token by its signature."""

    @property
    def generation(self) -> int:
        """Changes with the keys: what an older generation has proven is to be proven anew."""
        ...

    def running(self) -> AbstractAsyncContextManager[None]:
        """What has to go on in the background while tokens are proven."""
        ...

    async def prove(self, token: str) -> Proof:
        """By the keys of the generation that is current when it returns. Raises InvalidToken, KeysUnavailable."""
        ...


class CachedVerifier:
    """Verifies by a prover, and by memory until a token expires. Tokens are remembered by their digest alone."""

    def __init__(self, prover: Prover, clock: Callable[[], float] = time.time, size: int = REMEMBERED) -> None:
        self._prover = prover
        self._generation = prover.generation
        self._proven: TLRUCache[bytes, Proof] = TLRUCache(size, ttu=lambda _, proof, now: proof.expires_at, timer=clock)

    def running(self) -> AbstractAsyncContextManager[None]:
        """What the prover has to do in the background."""
        return self._prover.running()

    async def verify(self, token: str) -> Caller:
        """Who the token is of. Raises InvalidToken, KeysUnavailable."""
        digest = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        if self._generation != self._prover.generation:
            self._forget()
        try:
            # Not `get`, which asks for the time twice and fails where a token expires in between.
            return self._proven[digest].caller
        except KeyError:
            proof = await self._prover.prove(token)
        if self._generation != self._prover.generation:
            self._forget()
        self._proven[digest] = proof
        return proof.caller

    def _forget(self) -> None:
        """What other keys have proven."""
        self._generation = self._prover.generation
        self._proven.clear()
