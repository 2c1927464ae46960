"""The two ways to prove a token: each with the signatures of its own that are good."""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from impl.auth.cache import Prover
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import KeySet
from impl.auth.jwt import TokenRules
from impl.auth.secret import SecretProver
from tests.impl.auth.issuer import AUDIENCE, ISSUER, Issuer, claims

SECRET = "a secret that only the signer and the server have"
LEEWAY = 5
RULES = TokenRules(leeway_seconds=LEEWAY, issuer=ISSUER, audience=AUDIENCE)


def part(value: object) -> str:
    """A part of a token: bytes as they are, all else as JSON."""
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def hs256(secret: bytes) -> Callable[[bytes], bytes]:
    """A signer by HMAC with SHA-256."""
    return lambda text: hmac.digest(secret, text, "sha256")


def signed(sign: Callable[[bytes], bytes], header: object, payload: object) -> str:
    """A true signature over whatever is said."""
    text = f"{part(header)}.{part(payload)}"
    return f"{text}.{part(sign(text.encode()))}"


@dataclass(frozen=True, slots=True)
class Way:
    """How tokens are signed, and what proves them."""

    prover: Prover
    header: dict[str, object]
    sign: Callable[[bytes], bytes]

    def token(self, payload: object, **header: object) -> str:
        """Well signed, over bytes or what becomes JSON; `...` leaves a field of the header out."""
        fields = {name: value for name, value in {**self.header, **header}.items() if value is not ...}
        return signed(self.sign, fields, payload)

    def saying(self, **changes: object) -> str:
        """Well signed, with the claims of a good token but for these."""
        return self.token(claims(**changes))

    def saying_json(self, more: str) -> str:
        """Well signed, with these members, as they are written, after the claims of a good token."""
        return self.token(f"{json.dumps(claims())[:-1]},{more}}}".encode())


def by_secret() -> Way:
    """HS256."""
    return Way(SecretProver(SECRET, RULES), {"alg": "HS256", "typ": "JWT"}, hs256(SECRET.encode()))


def by_issuer(issuer: Issuer) -> Way:
    """The keys that the issuer publishes; signed with the one called `ed`."""
    key: Any = issuer.keys["ed"][1]
    prover = KeySetProver(KeySet(issuer.fetch), RULES)
    return Way(prover, {"alg": "EdDSA", "kid": "ed", "typ": "JWT"}, key.sign)
