"""FR-062: a signature is checked once."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

import jwt
import pytest

from impl.auth.bearer import Caller, InvalidToken
from impl.auth.cache import CachedVerifier
from impl.auth.jwt import Proof
from tests.impl.auth.signing_methods import LEEWAY, SigningMethod


class Prover:
    """Takes any token but `bad` for that of the user of its name, until second 100."""

    def __init__(self) -> None:
        self.generation = 0
        self.asked: list[str] = []
        self.changing = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Nothing goes on."""
        yield

    async def prove(self, token: str) -> Proof:
        """Count."""
        self.asked.append(token)
        self.generation += self.changing
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


async def test_a_token_may_expire_while_it_is_looked_up(prover: Prover) -> None:
    """Time goes on between any two looks at the clock."""
    for looks in range(1, 6):
        times = iter([0.0] * looks)
        verifier = CachedVerifier(prover, lambda times=times: next(times, 100.0))  # type: ignore[misc]
        for _ in range(3):
            assert (await verifier.verify("ada")).user_id == "ada"


async def test_other_keys_forget_all(prover: Prover) -> None:
    verifier = CachedVerifier(prover, lambda: 0.0)
    await verifier.verify("ada")
    prover.generation += 1
    await verifier.verify("ada")
    assert prover.asked == ["ada", "ada"]


async def test_keys_that_change_while_a_token_is_proven(prover: Prover) -> None:
    """It was proven by the new ones, as a token with a new key is, and is remembered; the others are not."""
    verifier = CachedVerifier(prover, lambda: 0.0)
    await verifier.verify("ada")
    prover.changing = True
    await verifier.verify("bob")
    prover.changing = False
    await verifier.verify("bob")
    await verifier.verify("ada")
    assert prover.asked == ["ada", "bob", "ada"]


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


async def test_requests_with_one_token_check_one_signature(
    signing_methods: dict[str, SigningMethod], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the library itself, for each way, however many come at once."""
    checked: list[bytes] = []
    verify = jwt.PyJWS._verify_signature

    def count(self: jwt.PyJWS, signing_input: bytes, *rest: Any, **more: Any) -> None:
        checked.append(signing_input)
        verify(self, signing_input, *rest, **more)

    monkeypatch.setattr(jwt.PyJWS, "_verify_signature", count)
    for method in signing_methods.values():
        checked.clear()
        verifier = CachedVerifier(method.prover)
        token = method.token_with()
        callers = await asyncio.gather(*(verifier.verify(token) for _ in range(100)))
        assert {caller.user_id for caller in callers} == {"ada"}
        assert checked == [token.rpartition(".")[0].encode()]


async def test_a_remembered_token_expires_with_its_leeway(signing_methods: dict[str, SigningMethod]) -> None:
    """At the second that it would be refused at if it were new; a part of a second in `exp` changes nothing."""
    for method in signing_methods.values():
        now = time.time()
        verifier = CachedVerifier(method.prover, lambda: now)  # noqa: B023
        exp = int(now) + 60
        token = method.token_with(exp=exp + 0.9)
        await verifier.verify(token)
        proven = verifier._proofs
        now = exp + LEEWAY - 0.01
        assert len(proven) == 1
        assert sha256(token.encode()).digest() in proven
        now = exp + LEEWAY
        assert sha256(token.encode()).digest() not in proven


async def test_only_digests_are_remembered(signing_methods: dict[str, SigningMethod]) -> None:
    """Who reads the memory of the server finds no token there to use."""
    for method in signing_methods.values():
        verifier = CachedVerifier(method.prover)
        token = method.token_with()
        await verifier.verify(token)
        assert list(verifier._proofs) == [sha256(token.encode()).digest()]
