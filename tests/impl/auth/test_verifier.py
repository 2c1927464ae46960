"""FR-061: a signature is checked once."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

import jwt
import pytest

from impl.auth.bearer import Caller, InvalidToken, Proof, TokenVerifier
from tests.impl.auth.signing_methods import LEEWAY, SigningMethod


class Prover:
    """Accepts any token except `bad` for the user of the same name, until second 100."""

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
    verifier = TokenVerifier(prover, lambda: 0.0)
    assert [(await verifier.verify("ada")).user_id for _ in range(3)] == ["ada"] * 3
    assert (await verifier.verify("bob")).user_id == "bob"
    assert prover.asked == ["ada", "bob"]


async def test_an_expired_token_is_asked_for_again(prover: Prover) -> None:
    now = 0.0
    verifier = TokenVerifier(prover, lambda: now)
    await verifier.verify("ada")
    now = 99.9
    await verifier.verify("ada")
    assert prover.asked == ["ada"]
    now = 100.0
    await verifier.verify("ada")
    assert prover.asked == ["ada", "ada"]


async def test_a_token_may_expire_while_it_is_looked_up(prover: Prover) -> None:
    """Time passes between any two reads of the clock."""
    for looks in range(1, 6):
        times = iter([0.0] * looks)
        verifier = TokenVerifier(prover, lambda times=times: next(times, 100.0))  # type: ignore[misc]
        for _ in range(3):
            assert (await verifier.verify("ada")).user_id == "ada"


async def test_other_keys_forget_all(prover: Prover) -> None:
    verifier = TokenVerifier(prover, lambda: 0.0)
    await verifier.verify("ada")
    prover.generation += 1
    await verifier.verify("ada")
    assert prover.asked == ["ada", "ada"]


async def test_keys_that_change_while_a_token_is_proven(prover: Prover) -> None:
    """The token was verified with the new keys, so it is cached; earlier tokens are dropped."""
    verifier = TokenVerifier(prover, lambda: 0.0)
    await verifier.verify("ada")
    prover.changing = True
    await verifier.verify("bob")
    prover.changing = False
    await verifier.verify("bob")
    await verifier.verify("ada")
    assert prover.asked == ["ada", "bob", "ada"]


async def test_bad_tokens_are_not_remembered(prover: Prover) -> None:
    """They would push valid tokens out of the cache."""
    verifier = TokenVerifier(prover, lambda: 0.0)
    for _ in range(2):
        with pytest.raises(InvalidToken):
            await verifier.verify("bad")
    assert prover.asked == ["bad", "bad"]


async def test_memory_is_bounded(prover: Prover) -> None:
    verifier = TokenVerifier(prover, lambda: 0.0, size=3)
    for token in ("a", "b", "c", "a", "d", "a"):
        await verifier.verify(token)
    assert prover.asked == ["a", "b", "c", "d"]
    await verifier.verify("b")
    assert prover.asked[-1] == "b"


async def test_requests_with_one_token_check_one_signature(
    signing_methods: dict[str, SigningMethod], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured in the JWT library, for each method, however many requests arrive at once."""
    checked: list[bytes] = []
    verify = jwt.PyJWS._verify_signature

    def count(self: jwt.PyJWS, signing_input: bytes, *rest: Any, **more: Any) -> None:
        checked.append(signing_input)
        verify(self, signing_input, *rest, **more)

    monkeypatch.setattr(jwt.PyJWS, "_verify_signature", count)
    for method in signing_methods.values():
        checked.clear()
        verifier = TokenVerifier(method.prover)
        token = method.token_with()
        callers = await asyncio.gather(*(verifier.verify(token) for _ in range(100)))
        assert {caller.user_id for caller in callers} == {"ada"}
        assert checked == [token.rpartition(".")[0].encode()]


async def test_a_remembered_token_expires_with_its_leeway(signing_methods: dict[str, SigningMethod]) -> None:
    """At the same second as without the cache; a fraction of a second in `exp` is ignored."""
    for method in signing_methods.values():
        now = time.time()
        verifier = TokenVerifier(method.prover, lambda: now)  # noqa: B023
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
    """The server's memory contains no token that could be stolen."""
    for method in signing_methods.values():
        verifier = TokenVerifier(method.prover)
        token = method.token_with()
        await verifier.verify(token)
        assert list(verifier._proofs) == [sha256(token.encode()).digest()]
