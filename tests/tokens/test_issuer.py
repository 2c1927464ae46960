"""FR-060: tokens of an issuer that publishes its keys: good ones, and every bad one (RFC 8725)."""

import logging
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from generated.contract import DOCUMENT
from impl.app import create_app
from impl.database import Database
from impl.security import InvalidToken
from impl.tokens.claims import TokenRules
from impl.tokens.issuer import KeySetProver
from impl.tokens.key_set import FetchFailed, KeySet
from impl.tokens.keys import KeySetInvalid, parse_keys
from impl.tokens.verifier import CachedVerifier
from tests.tokens.issuer import AUDIENCE, ISSUER, Issuer, public
from tests.tokens.vectors import VECTORS

CONTRACT: Any = DOCUMENT
CHALLENGE = CONTRACT["components"]["headers"]["WWWAuthenticate"]["schema"]["pattern"]
RULES = TokenRules(leeway_seconds=5, issuer=ISSUER, audience=AUDIENCE)


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    """With a key of each kind, some of which must not be used."""
    issuer = Issuer()
    for key_id, algorithm in {
        "ed": "EdDSA",
        "ed2": "EdDSA",
        "ec": "ES256",
        "p384": "ES384",
        "rsa": "RS256",
        "small": "small",
    }.items():
        issuer.add(key_id, algorithm)
    return issuer


@pytest.fixture(scope="module")
def app(issuer: Issuer) -> FastAPI:
    """A server whose database is not there: who comes in is decided without it."""
    nowhere = Database("postgresql://nobody:nothing@127.0.0.1:1/nowhere")
    return create_app(nowhere, CachedVerifier(KeySetProver(KeySet(issuer.fetch), RULES)))


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tasks.test") as client:
        yield client


async def _get(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.get("/api/ada/tasks", headers={"Authorization": f"Bearer {token}"})


@pytest.mark.parametrize("name", VECTORS)
async def test_a_bad_token(
    client: httpx.AsyncClient, issuer: Issuer, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    """401 with a challenge (RFC 6750, section 3); no database, no 500, and no word of the token in the log."""
    caplog.set_level(logging.DEBUG)
    token = VECTORS[name](issuer)
    answer = await _get(client, token)
    assert answer.status_code == 401, answer.text
    assert re.search(CHALLENGE, answer.headers["www-authenticate"])
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    assert "Traceback" not in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize("key_id", ["ed", "ed2", "ec", "rsa"])
@pytest.mark.parametrize(
    "changes", [{}, {"aud": ["x", AUDIENCE]}, {"iat": 1, "nbf": 1}, {"more": {"of": ["this"]}}], ids=repr
)
async def test_a_good_token(client: httpx.AsyncClient, issuer: Issuer, key_id: str, changes: dict[str, Any]) -> None:
    """Of each algorithm. It comes as far as the database, which is not there."""
    assert (await _get(client, issuer.token(key_id, **changes))).status_code == 503


async def test_a_token_without_an_id_of_its_key(client: httpx.AsyncClient, issuer: Issuer) -> None:
    """Where only one key can be meant."""
    assert (await _get(client, issuer.token("rsa", {"kid": ...}))).status_code == 503


@pytest.mark.parametrize("kind", ["JWT", "jwt", "at+jwt", "application/at+jwt"])
async def test_a_type_that_is_ours(client: httpx.AsyncClient, issuer: Issuer, kind: str) -> None:
    """RFC 9068 has its own."""
    assert (await _get(client, issuer.token("ed", {"typ": kind}))).status_code == 503


async def test_another_claim_is_the_user(issuer: Issuer) -> None:
    """By configuration."""
    rules = TokenRules(issuer=ISSUER, audience=AUDIENCE, user_claim="email")
    prover = KeySetProver(KeySet(issuer.fetch), rules)
    assert (
        await prover.prove(issuer.token("ed", email="ada@example.com", sub=...))
    ).caller.user_id == "ada@example.com"
    with pytest.raises(InvalidToken, match="no email"):
        await prover.prove(issuer.token("ed"))


async def test_an_issuer_that_is_away(issuer: Issuer) -> None:
    """FR-061: with no keys yet 503 and when to try again, not 401: a client must not forget its user for it."""

    async def fail() -> list[Any]:
        raise FetchFailed("away")

    nowhere = Database("postgresql://nobody:nothing@127.0.0.1:1/nowhere")
    app = create_app(nowhere, CachedVerifier(KeySetProver(KeySet(fail), RULES)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tasks.test") as client:
        answer = await _get(client, issuer.token("ed"))
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:tasks-api:problem:unavailable")
    assert int(answer.headers["retry-after"]) >= 1
    await nowhere.close()


def test_keys_that_are_not_used(issuer: Issuer) -> None:
    """Of other kinds, for other uses, too small, or not public."""
    key = issuer.keys["ec"][1]
    good = public("ES256", key, "ec")
    without_alg = {name: value for name, value in good.items() if name != "alg"}
    odd: list[Any] = [
        {**good, "use": "enc"},
        {**good, "alg": "ES512"},
        {**good, "key_ops": ["sign"]},
        {**good, "d": "AA"},
        {**good, "x": "AA"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "ec"},
        {"kty": "EC"},
        "a key",
        None,
    ]
    document = {"keys": [*odd, without_alg, *issuer.document()["keys"]]}
    assert [(found.id, found.algorithm) for found in parse_keys(document)] == [
        ("ec", "ES256"),
        ("ed", "EdDSA"),
        ("ed2", "EdDSA"),
        ("ec", "ES256"),
        ("rsa", "RS256"),
    ]
    nothing: list[object] = [{"keys": odd}, {"keys": {}}, {}, [], None, "keys"]
    for useless in nothing:
        with pytest.raises(KeySetInvalid):
            parse_keys(useless)
