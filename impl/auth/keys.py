"""Parses the public keys of a JSON Web Key Set (RFC 7517). Each kind of key has one algorithm."""

from dataclasses import dataclass, field
from typing import Any

import jwt

_MIN_RSA_BITS = 2048  # RFC 7518, section 3.3
# The algorithm for each `kty` and `crv`, and its names in the `alg` of keys and tokens. RFC 9864 adds the name Ed25519.
_ALGORITHMS = {
    ("OKP", "Ed25519"): ("EdDSA", ("EdDSA", "Ed25519")),
    ("EC", "P-256"): ("ES256", ("ES256",)),
    ("RSA", None): ("RS256", ("RS256",)),
}
ALGORITHMS = {name: algorithm for algorithm, names in _ALGORITHMS.values() for name in names}
"""The algorithm for each of its names."""


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key. Two keys are the same if id, algorithm and `material` are (RFC 7638 defines the material)."""

    id: str | None
    algorithm: str
    key: Any = field(compare=False)
    material: tuple[object, ...]


class KeySetInvalid(Exception):
    """The fetched document is not a key set."""


def parse_keys(document: object) -> list[VerificationKey]:
    """Return the usable signature keys of a set; others are skipped (RFC 7517, section 5). Raises KeySetInvalid."""
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, list):
        raise KeySetInvalid("it answers with no key set")
    return [key for key in map(_parse, keys) if key is not None]


def _parse(jwk: object) -> VerificationKey | None:
    if not isinstance(jwk, dict) or "d" in jwk or "k" in jwk:  # a private or symmetric key, which must not be published
        return None
    kind, curve = jwk.get("kty"), jwk.get("crv")
    if not isinstance(kind, str) or not isinstance(curve, str | None):
        return None
    algorithm, names = _ALGORITHMS.get((kind, None if kind == "RSA" else curve), ("", ()))
    operations, key_id = jwk.get("key_ops", ["verify"]), jwk.get("kid")
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        return None
    if jwk.get("alg", algorithm) not in names or not isinstance(key_id, str | None):
        return None
    try:
        key = jwt.PyJWK(jwk, algorithm).key
    except (jwt.PyJWTError, TypeError, ValueError, KeyError):
        return None
    if algorithm == "RS256" and key.key_size < _MIN_RSA_BITS:
        return None
    return VerificationKey(key_id, algorithm, key, tuple(jwk.get(name) for name in ("kty", "crv", "x", "y", "n", "e")))
