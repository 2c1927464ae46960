"""Verifies JWTs (RFC 7519), either with a shared secret or with the published keys of an issuer."""

from impl.auth.bearer import TokenVerifier
from impl.auth.issuer import KeySetProver
from impl.auth.jwks import KeySet, KeysUnavailable
from impl.auth.jwt import TokenRules, is_user_id
from impl.auth.secret import SecretProver, mint_token

__all__ = ["KeysUnavailable", "TokenRules", "is_user_id", "issuer_verifier", "mint_token", "secret_verifier"]


def secret_verifier(secret: str, rules: TokenRules | None = None) -> TokenVerifier:
    """Return a verifier of tokens that are signed with a shared secret."""
    return TokenVerifier(SecretProver(secret, rules or TokenRules()))


def issuer_verifier(url: str, rules: TokenRules) -> TokenVerifier:
    """Return a verifier of tokens whose issuer publishes its keys at `url`."""
    from impl.auth.fetch import key_set_fetcher  # imported here because it imports an HTTP client, which is slow

    return TokenVerifier(KeySetProver(KeySet(key_set_fetcher(url)), rules))
