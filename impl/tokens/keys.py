"""The public keys of a JSON Web Key Set (RFC 7517), each for the one algorithm of its kind."""

from dataclasses import dataclass
from typing import Any

import jwt

_SMALLEST_RSA_BITS = 2048  # RFC 7518, section 3.3
# By `kty` and `crv`: the algorithm, and the names that issuers give it in `alg`.
_ALGORITHMS = {
    ("OKP", "Ed25519"): ("EdDSA", ("EdDSA", "Ed25519")),
    ("EC", "P-256"): ("ES256", ("ES256",)),
    ("RSA", None): ("RS256", ("RS256",)),
}
ALGORITHMS = tuple(algorithm for algorithm, _ in _ALGORITHMS.values())


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A public key. `thumb` tells keys apart, whatever they are called."""

    id: str | None
    algorithm: str
    key: Any
    thumb: tuple[tuple[str, str], ...]


class KeySetInvalid(Exception):
    """What was fetched is no key set, or has no key that can be used."""


def parse_keys(document: object) -> list[VerificationKey]:
    """The keys of a set that verify signatures; others are passed over. Raises KeySetInvalid."""
    given = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(given, list):
        raise KeySetInvalid("no keys")
    keys = [key for key in map(_parse, given) if key is not None]
    if not keys:
        raise KeySetInvalid("no usable keys")
    return keys


def _parse(jwk: object) -> VerificationKey | None:
    if not isinstance(jwk, dict) or "d" in jwk or "k" in jwk:  # a secret, which no issuer should publish
        return None
    kind = (jwk.get("kty"), None if jwk.get("kty") == "RSA" else jwk.get("crv"))
    operations = jwk.get("key_ops")
    if kind not in _ALGORITHMS or jwk.get("use", "sig") != "sig":
        return None
    if isinstance(operations, list) and "verify" not in operations:
        return None
    algorithm, names = _ALGORITHMS[kind]
    if jwk.get("alg", algorithm) not in names:
        return None
    try:
        key = jwt.PyJWK(jwk, algorithm).key
    except (jwt.PyJWTError, TypeError, ValueError, KeyError):
        return None
    if algorithm == "RS256" and key.key_size < _SMALLEST_RSA_BITS:
        return None
    kid = jwk.get("kid")
    thumb = tuple((name, str(jwk.get(name))) for name in ("kty", "crv", "x", "y", "n", "e"))
    return VerificationKey(kid if isinstance(kid, str) else None, algorithm, key, thumb)
