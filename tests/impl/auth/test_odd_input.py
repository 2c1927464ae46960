"""FR-064: any input as a token or as a key set is handled without an unexpected exception."""

import asyncio
import json
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from impl.auth.bearer import InvalidToken
from impl.auth.keys import KeySetInvalid, VerificationKey, parse_keys
from tests.impl.auth.issuer import Issuer, claims, public
from tests.impl.auth.signing_methods import SigningMethod, by_issuer, by_secret, signed

ISSUER = Issuer()
for _id, _algorithm in {"ed": "EdDSA", "ec": "ES256", "rsa": "RS256"}.items():
    ISSUER.add(_id, _algorithm)
WAYS = [by_secret(), by_issuer(ISSUER)]
JWKS = [public(algorithm, key, key_id) for key_id, (algorithm, key) in ISSUER.keys.items()]

numbers = st.integers() | st.floats() | st.integers(10**300, 10**310)
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
HEADER_NAMES = ["alg", "typ", "kid", "crit", "b64", "jwk", "jku", "cty", "zip"]
CLAIM_NAMES = ["exp", "nbf", "iat", "sub", "iss", "aud", "jti"]
KEY_NAMES = ["kty", "crv", "x", "y", "n", "e", "alg", "use", "key_ops", "kid", "d", "k", "x5c"]


def proves(method: SigningMethod, token: str) -> bool:
    """Whether it does. Raises what must not be raised."""
    try:
        asyncio.run(method.prover.prove(token))
    except InvalidToken:
        return False
    return True


@given(st.text() | st.from_regex(r"[\w=.-]*\.[\w=.-]*\.[\w=.-]*", fullmatch=True))
@example("é" * 10)
@example("\ud800.\ud800.\ud800")
def test_any_text(token: str) -> None:
    for method in WAYS:
        assert not proves(method, token)


@given(st.dictionaries(st.sampled_from(HEADER_NAMES), values), st.dictionaries(st.sampled_from(CLAIM_NAMES), values))
def test_any_header_and_claims(header: dict[str, Any], changes: dict[str, Any]) -> None:
    """With a valid signature. An accepted token has the right algorithm, subject and times."""
    for method in WAYS:
        if proves(method, signed(method.sign, {**method.header, **header}, {**claims(), **changes})):
            assert header.get("alg", method.header["alg"]) == method.header["alg"]
            assert "crit" not in header
            assert isinstance({**claims(), **changes}["sub"], str)
            assert type({**claims(), **changes}["exp"]) in (int, float)


@given(st.binary(max_size=99), st.binary(max_size=99))
def test_any_bytes(header: bytes, payload: bytes) -> None:
    """As the header, and as claims."""
    for method in WAYS:
        assert not proves(method, signed(method.sign, header, claims()))
        assert not proves(method, method.token(payload))


@given(values)
def test_any_key_set(document: object) -> None:
    """The background refresh goes on."""
    for published in (document, {"keys": document}, {"keys": [document]}):
        assert not _parsed(published)


@given(st.sampled_from(JWKS), st.dictionaries(st.sampled_from(KEY_NAMES), values, min_size=1))
def test_any_change_of_a_key(jwk: dict[str, Any], changes: dict[str, Any]) -> None:
    """The other keys of the set are used."""
    keys = _parsed({"keys": [{**jwk, **changes}, JWKS[0]]})
    assert keys[-1] == parse_keys({"keys": JWKS[:1]})[0]


def _parsed(document: object) -> list[VerificationKey]:
    try:
        return parse_keys(json.loads(json.dumps(document)))
    except KeySetInvalid:
        return []
