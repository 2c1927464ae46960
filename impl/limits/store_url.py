"""Checks the URL of the shared store without importing its client, which is slow to import."""

from urllib.parse import urlsplit

SCHEMES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
"""The schemes of URLs and the client's names for them. Valkey speaks Redis's protocol."""


def is_store_url(url: str) -> bool:
    """Return whether a URL can be that of a store: it needs a host and a port; a user, a password and a database may
    follow."""
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and bool(parts.port) and not parts.query
    except ValueError:
        return False
