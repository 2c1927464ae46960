"""FR-062: a signature is checked once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from impl.security import Caller, InvalidToken
from impl.tokens.claims import Proof
from impl.tokens.verifier import CachedVerifier


class Prover:
    """Takes any token but `bad` for that of the user of its name, until second 100."""

    def __init__(self) -> None:
        self.generation = 0
        self.asked: list[str] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Nothing goes on."""
        yield

    async def prove(self, token: str) -> Proof:
        """Count."""
        self.asked.append(token)
        if token == "bad":
            raise InvalidToken("It is bad.")
        return Proof(Caller(token), 100)


@pytest.fixture
def prover() -> Prover:
    return Prover()


async def test_a_token_is_proven_once(prover: Prover) -> None:
    verifier = CachedVerifier(prover, lambda: 0.0)
    assert [(await verifier.verify("ada")).user_id for _ in range(3)] == ["ada"] * 3
    assert (await verifier.verify("bob")).user_id == "bob"
    assert prover.asked == ["ada", "bob"]


async def test_an_expired_token_is_asked_for_again(prover: Prover) -> None:
    now = 0.0
    verifier = CachedVerifier(prover, lambda: now)
    await verifier.verify("ada")
    now = 99.9
    await verifier.verify("ada")
    assert prover.asked == ["ada"]
    now = 100.0
    await verifier.verify("ada")
    assert prover.asked == ["ada", "ada"]


async def test_other_keys_forget_all(prover: Prover) -> None:
    verifier = CachedVerifier(prover, lambda: 0.0)
    await verifier.verify("ada")
    prover.generation += 1
    await verifier.verify("ada")
    assert prover.asked == ["ada", "ada"]


async def test_bad_tokens_are_not_remembered(prover: Prover) -> None:
    """They would push out the good ones."""
    verifier = CachedVerifier(prover, lambda: 0.0)
    for _ in range(2):
        with pytest.raises(InvalidToken):
            await verifier.verify("bad")
    assert prover.asked == ["bad", "bad"]


async def test_memory_is_bounded(prover: Prover) -> None:
    verifier = CachedVerifier(prover, lambda: 0.0, size=3)
    for token in ("a", "b", "c", "a", "d", "a"):
        await verifier.verify(token)
    assert prover.asked == ["a", "b", "c", "d"]
    await verifier.verify("b")
    assert prover.asked[-1] == "b"
