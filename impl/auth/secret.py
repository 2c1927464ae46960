"""Signs and verifies tokens with a shared secret, by HS256 only (RFC 8725, section 3.1)."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import jwt

from impl.auth.bearer import Proof
from impl.auth.jwt import TokenRules, header_of, prove

ALGORITHM = "HS256"


class SecretProver:
    """Verifies tokens that are signed with the shared secret."""

    generation = 0

    def __init__(self, secret: str, rules: TokenRules) -> None:
        self._secret = secret
        self._rules = rules

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """A secret needs no background work."""
        yield

    async def prove(self, token: str) -> Proof:
        """Verify a token. Raises InvalidToken."""
        header_of(token)
        return prove(token, self._secret, ALGORITHM, self._rules)


def mint_token(secret: str, user_id: str, ttl_seconds: int, rules: TokenRules | None = None) -> str:
    """Sign a token for a user, valid for `ttl_seconds`; for development and scripts."""
    rules = rules or TokenRules()
    now = int(time.time())
    claims = {rules.user_claim: user_id, "iat": now, "exp": now + ttl_seconds}
    optional = {"iss": rules.issuer, "aud": rules.audience}
    present = {name: value for name, value in optional.items() if value is not None}
    return jwt.encode({**claims, **present}, secret, ALGORITHM)
