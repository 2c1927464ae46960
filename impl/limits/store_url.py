"""The URL of a store, known without its client, which takes long to import."""

from urllib.parse import urlsplit

SCHEMES = {"redis": "redis", "rediss": "rediss", "valkey": "redis", "valkeys": "rediss"}
"""What a URL may begin with, and what the client calls it: Valkey speaks the same protocol."""


def is_store_url(url: str) -> bool:
    """Whether a URL may be a store: a host and a port, perhaps a user, a password and a database."""
    try:
        parts = urlsplit(url)
        return parts.scheme in SCHEMES and bool(parts.hostname) and bool(parts.port) and not parts.query
    except ValueError:
        return False
