"""FR-060, FR-064: valid and invalid tokens for both signing methods (RFC 8725). These servers have no database, so an
authenticated request is answered with 503."""

import logging
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from generated.contract import DOCUMENT
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import KeySet
from tests.impl.auth import issuer_vectors, vectors
from tests.impl.auth.issuer import AUDIENCE, Issuer, claims
from tests.impl.auth.signing_methods import LEEWAY, RULES, SigningMethod, signed
from tests.impl.auth.vectors import in_seconds

CONTRACT: Any = DOCUMENT
CHALLENGE = CONTRACT["components"]["headers"]["WWWAuthenticate"]["schema"]["pattern"]
# RFC 6750, section 3: what may stand in error_description.
RFC_6750 = r'Bearer realm="tasks-api", error="invalid_token", error_description="([\x20-\x21\x23-\x5B\x5D-\x7E]+)"'

COMMON = {
    f"{place}: {name}": vector
    for place, table in {"form": vectors.FORM, "header": vectors.HEADERS, "claims": vectors.CLAIMS}.items()
    for name, vector in table.items()
}
BOTH = ("secret", "issuer")
both_ways = pytest.mark.parametrize("method", BOTH)


async def get(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.get("/api/ada/tasks", headers=[(b"Authorization", f"Bearer {token}".encode())])


async def refused(client: httpx.AsyncClient, token: str, sentence: str, log: pytest.LogCaptureFixture) -> None:
    """Check for 401 with a challenge, no use of the database, no defect, and no part of the token in the log."""
    log.set_level(logging.DEBUG)
    answer = await get(client, token)
    assert (answer.status_code, answer.json().get("detail")) == (401, sentence)
    challenge = answer.headers["www-authenticate"]
    assert re.search(CHALLENGE, challenge)
    described = re.fullmatch(RFC_6750, challenge)
    assert described
    assert described[1] == sentence.rstrip(".")
    assert "Traceback" not in log.text
    for piece in (token, *(piece for piece in token.split(".") if len(piece) > 8)):
        assert piece not in log.text
        assert piece not in answer.text


@both_ways
@pytest.mark.parametrize("name", COMMON)
async def test_a_bad_token(
    clients: dict[str, httpx.AsyncClient],
    signing_methods: dict[str, SigningMethod],
    caplog: pytest.LogCaptureFixture,
    method: str,
    name: str,
) -> None:
    sentence, make = COMMON[name]
    await refused(clients[method], make(signing_methods[method]), sentence, caplog)


@pytest.mark.parametrize("name", vectors.SECRETS)
async def test_a_token_that_the_secret_does_not_prove(
    clients: dict[str, httpx.AsyncClient],
    signing_methods: dict[str, SigningMethod],
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    sentence, make = vectors.SECRETS[name]
    await refused(clients["secret"], make(signing_methods["secret"]), sentence, caplog)


@pytest.mark.parametrize("name", issuer_vectors.ISSUERS)
async def test_a_token_that_no_key_proves(
    clients: dict[str, httpx.AsyncClient], issuer: Issuer, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    sentence, make = issuer_vectors.ISSUERS[name]
    await refused(clients["issuer"], make(issuer), sentence, caplog)


@both_ways
async def test_a_token_of_the_other_way(
    clients: dict[str, httpx.AsyncClient], signing_methods: dict[str, SigningMethod], method: str
) -> None:
    """The methods are never mixed."""
    (other,) = set(BOTH) - {method}
    assert (await get(clients[method], signing_methods[other].token_with())).status_code == 401


GOOD: dict[str, Callable[[SigningMethod], str]] = {
    "as usual": lambda method: method.token_with(),
    "for several audiences": lambda method: method.token_with(aud=["x", AUDIENCE]),
    "valid for long": lambda method: method.token_with(iat=1, nbf=1),
    "with parts of seconds": lambda method: method.token_with(exp=in_seconds(60) + 0.5, iat=1.5),
    "expired, but within the leeway": lambda method: method.token_with(exp=in_seconds(-LEEWAY + 4)),
    "not valid yet, but within the leeway": lambda method: method.token_with(
        nbf=in_seconds(LEEWAY), iat=in_seconds(LEEWAY)
    ),
    "saying more": lambda method: method.token_with(more={"of": ["this", None, 1.5]}),
    "saying it in UTF-8": lambda method: method.token_with_json('"name":"Ådå 🎈"'),
    "with a header that says more": lambda method: method.token(claims(), more=1),
    "without a type": lambda method: method.token(claims(), typ=...),
    "of a type in small letters": lambda method: method.token(claims(), typ="jwt"),
    "of the type of RFC 9068": lambda method: method.token(claims(), typ="at+jwt"),
    "of the whole media type": lambda method: method.token(claims(), typ="application/at+jwt"),
    "as long as it may be": lambda method: _as_long_as_it_may_be(method),
}


def _as_long_as_it_may_be(method: SigningMethod) -> str:
    """Return a token of 8 KiB, or a few characters less because of base64."""
    for length in range(6000, 5500, -1):
        token = method.token_with(more="x" * length)
        if len(token) <= 8192:
            return token
    raise AssertionError


@both_ways
@pytest.mark.parametrize("name", GOOD)
async def test_a_good_token(
    clients: dict[str, httpx.AsyncClient], signing_methods: dict[str, SigningMethod], method: str, name: str
) -> None:
    """The request is authenticated and reaches the database, which is unavailable."""
    assert (await get(clients[method], GOOD[name](signing_methods[method]))).status_code == 503


@pytest.mark.parametrize("key_id", ["ed", "ed2", "ec", "rsa"])
async def test_a_good_token_of_each_key(clients: dict[str, httpx.AsyncClient], issuer: Issuer, key_id: str) -> None:
    """EdDSA, ES256, RS256."""
    assert (await get(clients["issuer"], issuer.token(key_id))).status_code == 503


async def test_a_token_by_the_newer_name_of_its_algorithm(
    clients: dict[str, httpx.AsyncClient], issuer: Issuer
) -> None:
    """FR-064: `Ed25519` is EdDSA on that curve (RFC 9864, section 2.2); also without the id of its key."""
    named = {"alg": "Ed25519", "kid": "ed"}
    assert (await get(clients["issuer"], signed(issuer.keys["ed"][1].sign, named, claims()))).status_code == 503
    only = Issuer()
    only.add("ed", "EdDSA")
    prover = KeySetProver(KeySet(only.fetch), RULES)
    nameless = signed(only.keys["ed"][1].sign, {"alg": "Ed25519"}, claims())
    assert (await prover.prove(nameless)).caller.user_id == claims()["sub"]


@pytest.mark.parametrize("key_id", ["ec", "rsa"])
async def test_a_token_without_the_id_of_its_key(
    clients: dict[str, httpx.AsyncClient], issuer: Issuer, key_id: str
) -> None:
    """It is accepted if only one key is possible."""
    assert (await get(clients["issuer"], issuer.token(key_id, {"kid": ...}))).status_code == 503


async def test_a_key_that_it_brings_along_is_not_looked_at(
    clients: dict[str, httpx.AsyncClient], issuer: Issuer
) -> None:
    """It makes neither a valid token invalid nor an invalid one valid (RFC 8725, section 3.10)."""
    token = issuer.token("ed", {"jwk": {"kty": "none"}, "jku": "https://evil.example/jwks"})
    assert (await get(clients["issuer"], token)).status_code == 503
