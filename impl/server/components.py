"""Builds the parts of an application that depend on the settings."""

from impl.auth import issuer_verifier, secret_verifier
from impl.auth.bearer import TokenVerifier
from impl.database.positions import SharedPositions
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.quota import parse_quota
from impl.settings import Settings, token_rules


def token_verifier(settings: Settings, secret: str | None) -> TokenVerifier:
    """Return the verifier for the issuer's key set or for the secret; exactly one of them is configured."""
    if settings.jwks_url is not None:
        return issuer_verifier(settings.jwks_url, token_rules(settings))
    if secret is None:
        raise ValueError("there is neither a key set nor a secret")
    return secret_verifier(secret, token_rules(settings))


def rate_limiter(settings: Settings) -> RateLimiter:
    """Return the limiter with the configured quotas, which counts in this process or in a shared store."""
    quotas = Quotas(*map(parse_quota, (settings.rate_address, settings.rate_reads, settings.rate_writes)))
    if settings.rate_store is None:
        return RateLimiter(quotas)
    from impl.limits.shared import SharedWindow  # imported here because it imports the Redis client, which is slow

    return RateLimiter(quotas, SharedWindow(settings.rate_store.get_secret_value(), settings.rate_store_timeout))


def shared_positions(settings: Settings) -> SharedPositions | None:
    """Return the positions of users' writes in the shared store, or None without replicas or a store."""
    if settings.rate_store is None or not settings.replica_urls:
        return None
    from impl.database.shared_positions import (
        RedisPositions,
    )  # imported here because the Redis client is slow to import

    return RedisPositions(settings.rate_store.get_secret_value(), settings.rate_store_timeout)
