"""Tokens that an issuer's keys must not prove, by name."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.tokens.issuer import MAKERS, Issuer, claims, public

Vector = Callable[[Issuer], str]


def part(value: object) -> str:
    """A part of a token: bytes as they are, all else as JSON."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _pem(issuer: Issuer) -> bytes:
    key: Any = issuer.keys["rsa"][1]
    pem: bytes = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem


def _hmac_by_public_key(issuer: Issuer) -> str:
    """The classic: the public key, which anybody has, as the secret of HS256 (RFC 8725, section 2.1)."""
    text = f"{part({'alg': 'HS256', 'kid': 'rsa'})}.{part(claims())}"
    return f"{text}.{part(hmac.digest(_pem(issuer), text.encode(), 'sha256'))}"


def _by_another(issuer: Issuer, algorithm: str, key_id: str, **headers: Any) -> str:
    """Signed by a key of nobody's, which says that it is the issuer's."""
    return jwt.encode(claims(), MAKERS[algorithm](), algorithm, {"kid": key_id, **headers})


def _resigned(issuer: Issuer, payload: object, header: object = None) -> str:
    """A true signature by the issuer over whatever is said."""
    text = f"{part(header or {'alg': 'EdDSA', 'kid': 'ed'})}.{part(payload)}"
    return f"{text}.{part(issuer.keys['ed'][1].sign(text.encode()))}"


VECTORS: dict[str, Vector] = {
    "unsigned": lambda issuer: jwt.encode(claims(), "", "none"),
    "unsigned, by a known key": lambda issuer: f"{part({'alg': 'none', 'kid': 'ed'})}.{part(claims())}.",
    "HS256 by the public key": _hmac_by_public_key,
    "HS256 by a secret": lambda issuer: jwt.encode(claims(), "s" * 64, "HS256", {"kid": "ed"}),
    "another algorithm by an RSA key": lambda issuer: jwt.encode(
        claims(), issuer.keys["rsa"][1], "RS512", {"kid": "rsa"}
    ),
    "PS256 by an RSA key": lambda issuer: jwt.encode(claims(), issuer.keys["rsa"][1], "PS256", {"kid": "rsa"}),
    "a key of another curve": lambda issuer: jwt.encode(claims(), issuer.keys["p384"][1], "ES384", {"kid": "p384"}),
    "another curve, said to be ES256": lambda issuer: _resigned(issuer, claims(), {"alg": "ES256", "kid": "p384"}),
    "a small RSA key": lambda issuer: _by_a_small_key(issuer),
    "the kid of another family": lambda issuer: issuer.token("ed", {"kid": "rsa"}),
    "the algorithm of another family": lambda issuer: _resigned(issuer, claims(), {"alg": "RS256", "kid": "ed"}),
    "an unknown kid": lambda issuer: issuer.token("ed", {"kid": "unknown"}),
    "no kid, where two keys would do": lambda issuer: issuer.token("ed", {"kid": ...}),
    "kid is a number": lambda issuer: _resigned(issuer, claims(), {"alg": "EdDSA", "kid": 1}),
    "kid is a path": lambda issuer: issuer.token("ed", {"kid": "../../dev/null"}),
    "kid is SQL": lambda issuer: issuer.token("ed", {"kid": "' OR 1=1; --"}),
    "another's key, by a known kid": lambda issuer: _by_another(issuer, "EdDSA", "ed"),
    "another's EC key, by a known kid": lambda issuer: _by_another(issuer, "ES256", "ec"),
    "a key that it brings along": lambda issuer: _with_own_key(issuer),
    "a key set that it brings along": lambda issuer: _by_another(
        issuer, "ES256", "mine", jku="https://evil.example/jwks", x5u="https://evil.example/x"
    ),
    "a critical header": lambda issuer: _resigned(issuer, claims(), {"alg": "EdDSA", "kid": "ed", "crit": ["x"]}),
    "another type": lambda issuer: issuer.token("ed", {"typ": "logout+jwt"}),
    "type is a number": lambda issuer: _resigned(issuer, claims(), {"alg": "EdDSA", "kid": "ed", "typ": 1}),
    "another issuer": lambda issuer: issuer.token("ed", iss="https://evil.example"),
    "no issuer": lambda issuer: issuer.token("ed", iss=...),
    "issuer is a list": lambda issuer: _resigned(issuer, claims(iss=["https://auth.example.com"])),
    "another audience": lambda issuer: issuer.token("ed", aud="https://other.example"),
    "other audiences": lambda issuer: issuer.token("ed", aud=["https://other.example", "x"]),
    "no audience": lambda issuer: issuer.token("ed", aud=...),
    "audience is a number": lambda issuer: _resigned(issuer, claims(aud=1)),
    "expired": lambda issuer: issuer.token("ed", exp=1),
    "no exp": lambda issuer: issuer.token("ed", exp=...),
    "exp is a text": lambda issuer: _resigned(issuer, claims(exp="tomorrow")),
    "exp is null": lambda issuer: _resigned(issuer, claims(exp=None)),
    "exp is NaN": lambda issuer: _resigned(issuer, json.dumps(claims(exp=float("nan"))).encode()),
    "exp is endless": lambda issuer: _resigned(issuer, json.dumps(claims(exp=float("inf"))).encode()),
    "nbf in the future": lambda issuer: issuer.token("ed", nbf=4_000_000_000),
    "no sub": lambda issuer: issuer.token("ed", sub=...),
    "sub is a number": lambda issuer: _resigned(issuer, claims(sub=1)),
    "sub is empty": lambda issuer: issuer.token("ed", sub=""),
    "sub is too long": lambda issuer: issuer.token("ed", sub="x" * 129),
    "sub has a NUL": lambda issuer: issuer.token("ed", sub="a\0"),
    "claims are a list": lambda issuer: _resigned(issuer, []),
    "claims are not JSON": lambda issuer: _resigned(issuer, b"{"),
    "header is a list": lambda issuer: f"{part([])}.{part(claims())}.AA",
    "header is nested": lambda issuer: f"{part(b'[' * 4000)}.{part(claims())}.AA",
    "signature is truncated": lambda issuer: issuer.token("ed")[:-4],
    "signature is empty": lambda issuer: issuer.token("ed").rpartition(".")[0] + ".",
    "claims were changed": lambda issuer: _changed(issuer),
    "five parts": lambda issuer: f"{issuer.token('ed')}.x.y",
    "not base64": lambda issuer: "a!b.c!d.e!f",
    "oversized": lambda issuer: issuer.token("ed", more="x" * 9000),
}


def _with_own_key(issuer: Issuer) -> str:
    key = MAKERS["ES256"]()
    return jwt.encode(claims(), key, "ES256", {"kid": "mine", "jwk": public("ES256", key, "mine")})


def _changed(issuer: Issuer) -> str:
    header, _, signature = issuer.token("ed").split(".")
    return f"{header}.{part(claims(sub='bob'))}.{signature}"


def _by_a_small_key(issuer: Issuer) -> str:
    text = f"{part({'alg': 'RS256', 'kid': 'small'})}.{part(claims())}"
    return f"{text}.{part(issuer.keys['small'][1].sign(text.encode(), PKCS1v15(), SHA256()))}"
