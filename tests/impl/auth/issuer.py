"""An issuer of tokens with keys of every kind."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from impl.auth.keys import VerificationKey, parse_keys

ISSUER, AUDIENCE = "https://auth.example.com", "https://api.example.com"
KEY_GENERATORS: dict[str, Any] = {
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "RS256": lambda: rsa.generate_private_key(65537, 2048),
    "small": lambda: rsa.generate_private_key(65537, 1024),
}


def claims(**changes: object) -> dict[str, object]:
    """Return the claims of a valid token with changes; `...` removes a claim."""
    values = {"sub": "ada", "iss": ISSUER, "aud": AUDIENCE, "exp": int(time.time()) + 60, **changes}
    return {name: value for name, value in values.items() if value is not ...}


def public(algorithm: str, key: Any, key_id: str | None) -> dict[str, Any]:
    """Return the JWK of a private key's public key."""
    name = "RS256" if algorithm == "small" else algorithm
    jwk: dict[str, Any] = jwt.get_algorithm_by_name(name).to_jwk(key.public_key(), as_dict=True)
    return {**jwk, "alg": name, "use": "sig", **({} if key_id is None else {"kid": key_id})}


@dataclass
class Issuer:
    """Private keys by their id, and the behaviour when their public keys are fetched."""

    keys: dict[str, tuple[str, Any]] = field(default_factory=dict)
    fetches: int = 0
    fault: Exception | None = None
    hanging: asyncio.Event | None = None

    def add(self, key_id: str, algorithm: str) -> None:
        """Generate a key."""
        self.keys[key_id] = (algorithm, KEY_GENERATORS[algorithm]())

    def token(self, key_id: str, headers: dict[str, Any] | None = None, **changes: object) -> str:
        """Sign a token."""
        algorithm, key = self.keys[key_id]
        named = {"kid": key_id, **(headers or {})}
        present = {name: value for name, value in named.items() if value is not ...}
        return jwt.encode(claims(**changes), key, "RS256" if algorithm == "small" else algorithm, present)

    def document(self) -> dict[str, Any]:
        """Return the published key set."""
        return {"keys": [public(algorithm, key, key_id) for key_id, (algorithm, key) in self.keys.items()]}

    async def fetch(self) -> list[VerificationKey]:
        """Fetch the keys, as a `KeySet` does."""
        self.fetches += 1
        if self.hanging is not None:
            await self.hanging.wait()
        if self.fault is not None:
            raise self.fault
        return parse_keys(self.document())
