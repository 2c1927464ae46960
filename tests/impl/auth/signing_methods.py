"""The two methods to sign and verify tokens: with a shared secret, and with an issuer's keys."""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from impl.auth.bearer import Prover
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import KeySet
from impl.auth.jwt import TokenRules
from impl.auth.secret import SecretProver
from tests.impl.auth.issuer import AUDIENCE, ISSUER, Issuer, claims

SECRET = "a secret that only the signer and the server have"
LEEWAY = 5
RULES = TokenRules(leeway_seconds=LEEWAY, issuer=ISSUER, audience=AUDIENCE)


def part(value: object) -> str:
    """Encode a part of a token: bytes unchanged, other values as JSON."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def hs256(secret: bytes) -> Callable[[bytes], bytes]:
    """Return a function that signs with HMAC and SHA-256."""
    return lambda text: hmac.digest(secret, text, "sha256")


def signed(sign: Callable[[bytes], bytes], header: object, payload: object) -> str:
    """Return a token with a valid signature over any header and payload."""
    text = f"{part(header)}.{part(payload)}"
    return f"{text}.{part(sign(text.encode()))}"


@dataclass(frozen=True, slots=True)
class SigningMethod:
    """How tokens are signed, and the prover that verifies them."""

    prover: Prover
    header: dict[str, object]
    sign: Callable[[bytes], bytes]

    def token(self, payload: object, **header: object) -> str:
        """Return a signed token; `...` removes a field of the header."""
        fields = {name: value for name, value in {**self.header, **header}.items() if value is not ...}
        return signed(self.sign, fields, payload)

    def token_with(self, **changes: object) -> str:
        """Return a signed token with the claims of a valid one, except for these changes."""
        return self.token(claims(**changes))

    def token_with_json(self, more: str) -> str:
        """Return a signed token with the claims of a valid one, followed by these members as they are written."""
        return self.token(f"{json.dumps(claims())[:-1]},{more}}}".encode())


def by_secret() -> SigningMethod:
    """Sign with HS256."""
    return SigningMethod(SecretProver(SECRET, RULES), {"alg": "HS256", "typ": "JWT"}, hs256(SECRET.encode()))


def by_issuer(issuer: Issuer) -> SigningMethod:
    """Sign with the issuer's key `ed`."""
    key: Any = issuer.keys["ed"][1]
    prover = KeySetProver(KeySet(issuer.fetch), RULES)
    return SigningMethod(prover, {"alg": "EdDSA", "kid": "ed", "typ": "JWT"}, key.sign)
