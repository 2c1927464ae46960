"""FR-060: which keys of a published set are used, and with which algorithm."""

from typing import Any

import pytest

from impl.auth.keys import KeySetInvalid, parse_keys
from tests.impl.auth.issuer import Issuer, public


def found(*jwks: object) -> list[tuple[str | None, str]]:
    return [(key.id, key.algorithm) for key in parse_keys({"keys": list(jwks)})]


@pytest.fixture
def jwks(issuer: Issuer) -> dict[str, dict[str, Any]]:
    return {name: public(algorithm, key, name) for name, (algorithm, key) in issuer.keys.items()}


def test_each_key_is_for_the_one_algorithm_of_its_kind(jwks: dict[str, dict[str, Any]]) -> None:
    """Unsupported keys of the set are skipped: another curve, a short modulus."""
    expected = [("ed", "EdDSA"), ("ed2", "EdDSA"), ("ec", "ES256"), ("rsa", "RS256")]
    assert found(*jwks.values()) == expected
    assert found(*({**jwk, "alg": None} for jwk in jwks.values())) == []
    silent = [{name: value for name, value in jwk.items() if name != "alg"} for jwk in jwks.values()]
    assert found(*silent) == expected


def test_a_key_needs_no_id(jwks: dict[str, dict[str, Any]]) -> None:
    silent = {name: value for name, value in jwks["ec"].items() if name not in ("kid", "use", "key_ops")}
    assert found(silent) == [(None, "ES256")]


@pytest.mark.parametrize("name", ["Ed25519", "EdDSA"])
def test_ed25519_by_either_name(jwks: dict[str, dict[str, Any]], name: str) -> None:
    """RFC 9864 defines a second name for it."""
    assert found({**jwks["ed"], "alg": name}) == [("ed", "EdDSA")]


ODD: list[tuple[str, dict[str, object]]] = [
    ("ec", {"use": "enc"}),
    ("ec", {"use": None}),
    ("ec", {"alg": "ES512"}),
    ("ec", {"alg": "RS256"}),
    ("ec", {"alg": ["ES256"]}),
    ("ec", {"key_ops": ["sign"]}),
    ("ec", {"key_ops": []}),
    ("ec", {"key_ops": "verify"}),
    ("ec", {"d": "AA"}),
    ("ec", {"x": "AA"}),
    ("ec", {"x": 5}),
    ("ec", {"y": None}),
    ("ec", {"y": "é"}),
    ("ec", {"crv": "P-384"}),
    ("ec", {"crv": ["P-256"]}),
    ("ec", {"kty": {}}),
    ("ec", {"kty": "oct", "k": "c2VjcmV0"}),
    ("ec", {"kid": 5}),
    ("ed", {"crv": "X25519"}),
    ("ed", {"crv": "Ed448"}),
    ("ed", {"x": "AA"}),
    ("rsa", {"alg": "RS512"}),
    ("rsa", {"alg": "PS256"}),
    ("rsa", {"e": "AA"}),
    ("rsa", {"e": "Ag"}),
    ("rsa", {"n": ""}),
    ("rsa", {"kty": "EC"}),
]


@pytest.mark.parametrize(("name", "changes"), ODD, ids=str)
def test_an_odd_key_is_passed_over(jwks: dict[str, dict[str, Any]], name: str, changes: dict[str, object]) -> None:
    """A key of another kind or use, a private key, or an invalid one is skipped; the others of the set are used."""
    assert found(jwks["ed2"], {**jwks[name], **changes}) == [("ed2", "EdDSA")]


@pytest.mark.parametrize("odd", ["a key", None, [], 5], ids=repr)
def test_what_is_no_key_is_passed_over(jwks: dict[str, dict[str, Any]], odd: object) -> None:
    assert found(odd, jwks["ed"]) == [("ed", "EdDSA")]


def test_a_set_may_have_no_usable_keys() -> None:
    """Then all previous keys are removed."""
    assert found() == []
    assert found({"kty": "oct", "k": "c2VjcmV0"}) == []


@pytest.mark.parametrize("document", [{"keys": {}}, {"keys": None}, {}, [], None, "keys"], ids=repr)
def test_what_is_no_set_is_refused(document: object) -> None:
    """For example an error page in JSON; the previous keys stay."""
    with pytest.raises(KeySetInvalid):
        parse_keys(document)


def test_keys_differ_by_id_and_by_what_they_are(issuer: Issuer) -> None:
    """So a change of either is a change of the set."""
    key = issuer.keys["ec"][1]
    one, same, renamed, other = (
        parse_keys({"keys": [jwk]})[0]
        for jwk in (
            public("ES256", key, "a"),
            public("ES256", key, "a"),
            public("ES256", key, "b"),
            public("EdDSA", issuer.keys["ed"][1], "a"),
        )
    )
    assert one == same
    assert renamed != one != other
