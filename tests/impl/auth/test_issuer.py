"""FR-060: tokens of an issuer that publishes its keys, in addition to the vectors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI

from impl.auth.bearer import InvalidToken, TokenVerifier
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import FetchFailed, KeySet
from impl.auth.jwt import TokenRules
from impl.auth.keys import VerificationKey
from impl.database.database import Database
from impl.web.app import create_app
from tests.impl.auth.conftest import NOWHERE
from tests.impl.auth.issuer import AUDIENCE, ISSUER, Issuer
from tests.impl.auth.signing_methods import RULES


@asynccontextmanager
async def speaking_to(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tasks.test") as client:
        yield client


async def test_another_claim_is_the_user(issuer: Issuer) -> None:
    """The user's claim can be configured."""
    rules = TokenRules(issuer=ISSUER, audience=AUDIENCE, user_claim="email")
    prover = KeySetProver(KeySet(issuer.fetch), rules)
    token = issuer.token("ed", email="ada@example.com", sub=...)
    assert (await prover.prove(token)).caller.user_id == "ada@example.com"
    with pytest.raises(InvalidToken, match="no email"):
        await prover.prove(issuer.token("ed"))


async def test_an_issuer_that_is_away(issuer: Issuer) -> None:
    """FR-061: without keys the answer is 503 with Retry-After and not 401, for which a client would sign its user
    out."""

    async def fail() -> list[VerificationKey]:
        raise FetchFailed("away")

    app = create_app(Database(NOWHERE), TokenVerifier(KeySetProver(KeySet(fail), RULES)))
    async with speaking_to(app) as client:
        answer = await client.get("/api/ada/tasks", headers={"Authorization": f"Bearer {issuer.token('ed')}"})
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (503, "urn:tasks-api:problem:unavailable")
    assert problem["detail"] == "Tokens can't be proven right now. Try again in a moment."
    assert int(answer.headers["retry-after"]) >= 1


async def test_the_keys_are_fetched_when_the_server_starts() -> None:
    """FR-061: before the first request, and not after the server has stopped."""
    issuer = Issuer()
    issuer.add("ed", "EdDSA")
    keys = KeySet(issuer.fetch)
    app = create_app(Database(NOWHERE), TokenVerifier(KeySetProver(keys, RULES)))
    async with app.router.lifespan_context(app):
        await keys.refresh()
        assert issuer.fetches == 1
    async with speaking_to(app) as client:
        answer = await client.get("/api/ada/tasks", headers={"Authorization": f"Bearer {issuer.token('ed')}"})
    assert (answer.status_code, issuer.fetches) == (503, 1)
    assert "database" in answer.json()["detail"]
