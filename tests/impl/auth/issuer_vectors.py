"""Tokens that the issuer's keys must not verify, by name: the expected sentence, and a function that makes the
token."""

from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.impl.auth.issuer import KEY_GENERATORS, Issuer, claims, public
from tests.impl.auth.signing_methods import hs256, signed
from tests.impl.auth.vectors import INVALID

Vector = Callable[[Issuer], str]
UNKNOWN = "The token is signed with a key that is not the issuer's."
EVIL = "https://evil.example/jwks"


def _hmac(issuer: Issuer, encoding: Encoding, layout: PublicFormat) -> str:
    """The algorithm confusion attack: the public key used as the secret of HS256 (RFC 8725, section 2.1)."""
    secret: bytes = issuer.keys["rsa"][1].public_key().public_bytes(encoding, layout)
    return signed(hs256(secret), {"alg": "HS256", "kid": "rsa"}, claims())


def _by_another(algorithm: str, key_id: str, **headers: Any) -> str:
    """Sign with a foreign key under the issuer's key id."""
    return jwt.encode(claims(), KEY_GENERATORS[algorithm](), algorithm, {"kid": key_id, **headers})


def _by(issuer: Issuer, key_id: str, algorithm: str) -> str:
    """Sign with a key of the issuer, but with another algorithm."""
    return jwt.encode(claims(), issuer.keys[key_id][1], algorithm, {"kid": key_id})


def _with_own_key(header: Callable[[dict[str, Any]], dict[str, Any]], key_id: str) -> str:
    key = KEY_GENERATORS["ES256"]()
    return jwt.encode(claims(), key, "ES256", {"kid": key_id, **header(public("ES256", key, key_id))})


def _by_a_small_key(issuer: Issuer) -> str:
    key: Any = issuer.keys["small"][1]
    header = {"alg": "RS256", "kid": "small"}
    return signed(lambda text: bytes(key.sign(text, PKCS1v15(), SHA256())), header, claims())


def _ecdsa(issuer: Issuer, key_id: str) -> str:
    """Sign with a key on any curve; the signature has the DER format, not that of tokens (RFC 7518, section 3.4)."""
    key: Any = issuer.keys[key_id][1]
    return signed(lambda text: bytes(key.sign(text, ECDSA(SHA256()))), {"alg": "ES256", "kid": key_id}, claims())


def _ed(issuer: Issuer, **header: object) -> str:
    return signed(issuer.keys["ed"][1].sign, {"alg": "EdDSA", "kid": "ed", **header}, claims())


ISSUERS: dict[str, tuple[str, Vector]] = {
    "HS256 by the public key": (INVALID, lambda issuer: _hmac(issuer, Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)),
    "HS256 by the public key, PKCS #1": (INVALID, lambda issuer: _hmac(issuer, Encoding.PEM, PublicFormat.PKCS1)),
    "HS256 by the public key, DER": (
        INVALID,
        lambda issuer: _hmac(issuer, Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    ),
    "HS256 by a secret": (INVALID, lambda _: jwt.encode(claims(), "s" * 64, "HS256", {"kid": "ed"})),
    "HS256 by nothing": (INVALID, lambda _: signed(hs256(b""), {"alg": "HS256", "kid": "ed"}, claims())),
    "RS512 by an RSA key": (INVALID, lambda issuer: _by(issuer, "rsa", "RS512")),
    "PS256 by an RSA key": (INVALID, lambda issuer: _by(issuer, "rsa", "PS256")),
    "a key of another curve": (INVALID, lambda issuer: _by(issuer, "p384", "ES384")),
    "another curve, said to be ES256": (UNKNOWN, lambda issuer: _ecdsa(issuer, "p384")),
    "a small RSA key": (UNKNOWN, _by_a_small_key),
    "the kid of another family": (UNKNOWN, lambda issuer: _ed(issuer, kid="rsa")),
    "the algorithm of another family": (UNKNOWN, lambda issuer: _ed(issuer, alg="RS256")),
    "the kid of another key": (INVALID, lambda issuer: _ed(issuer, kid="ed2")),
    "Ed25519 by the kid of another key": (INVALID, lambda issuer: _ed(issuer, alg="Ed25519", kid="ed2")),
    "Ed25519 by the kid of another family": (UNKNOWN, lambda issuer: _ed(issuer, alg="Ed25519", kid="ec")),
    "Ed448": (INVALID, lambda issuer: _ed(issuer, alg="Ed448")),
    "ed25519 in small letters": (INVALID, lambda issuer: _ed(issuer, alg="ed25519")),
    "the name of the algorithm is a list": (INVALID, lambda issuer: _ed(issuer, alg=["EdDSA"])),
    "an unknown kid": (UNKNOWN, lambda issuer: _ed(issuer, kid="unknown")),
    "no kid, where two keys would do": (UNKNOWN, lambda issuer: issuer.token("ed", {"kid": ...})),
    "kid is empty": (UNKNOWN, lambda issuer: _ed(issuer, kid="")),
    "kid is a number": (INVALID, lambda issuer: _ed(issuer, kid=1)),
    "kid is a list": (INVALID, lambda issuer: _ed(issuer, kid=["ed"])),
    "kid is a path": (UNKNOWN, lambda issuer: _ed(issuer, kid="../../dev/null")),
    "kid is SQL": (UNKNOWN, lambda issuer: _ed(issuer, kid="' OR 1=1; --")),
    "another's Ed25519 key": (INVALID, lambda _: _by_another("EdDSA", "ed")),
    "another's EC key": (INVALID, lambda _: _by_another("ES256", "ec")),
    "another's RSA key": (INVALID, lambda _: _by_another("RS256", "rsa")),
    "a key that it brings along": (UNKNOWN, lambda _: _with_own_key(lambda jwk: {"jwk": jwk}, "mine")),
    "a key that it brings along, by a known kid": (INVALID, lambda _: _with_own_key(lambda jwk: {"jwk": jwk}, "ec")),
    "a key set that it brings along": (UNKNOWN, lambda _: _by_another("ES256", "mine", jku=EVIL)),
    "a key set that it brings along, by a known kid": (INVALID, lambda _: _by_another("ES256", "ec", jku=EVIL)),
    "a certificate that it brings along": (INVALID, lambda _: _by_another("RS256", "rsa", x5u=EVIL, x5c=["AAAA"])),
    "a signature of zeros": (
        INVALID,
        lambda _: signed(lambda _: bytes(64), {"alg": "ES256", "kid": "ec"}, claims()),
    ),
    "an ECDSA signature in DER": (INVALID, lambda issuer: _ecdsa(issuer, "ec")),
}
