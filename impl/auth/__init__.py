"""Tokens: JWTs (RFC 7519), proven by a shared secret or by the published keys of an issuer, never by both."""

from impl.auth.cache import CachedVerifier
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import KeySet, KeysUnavailable
from impl.auth.jwt import TokenRules, is_user_id
from impl.auth.secret import SecretProver, mint_token

__all__ = ["KeysUnavailable", "TokenRules", "is_user_id", "issuer_verifier", "mint_token", "secret_verifier"]


def secret_verifier(secret: str, rules: TokenRules | None = None) -> CachedVerifier:
    """Verifies tokens that are signed with a shared secret."""
    return CachedVerifier(SecretProver(secret, rules or TokenRules()))


def issuer_verifier(url: str, rules: TokenRules) -> CachedVerifier:
    """Verifies tokens whose issuer publishes its keys at a URL."""
    from impl.auth.fetch import fetch_from  # an HTTP client, which not every start has to wait for

    return CachedVerifier(KeySetProver(KeySet(fetch_from(url)), rules))
