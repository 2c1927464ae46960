"""Security headers for browsers and caches (OWASP REST Security Cheat Sheet)."""

from collections.abc import Iterable

_SECURITY = (
    (b"cache-control", b"no-store"),  # RFC 9111, section 5.2.2.5: tasks are private
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_NAMES = frozenset(name for name, _ in _SECURITY)
_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")  # RFC 6797


def security_headers(scheme: str, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers to add to `headers`; headers that are present stay as they are (FR-078).

    HSTS is added for TLS only, because RFC 6797, section 7.2, forbids it over plain HTTP.
    """
    present = dict(headers)  # lower-case, as ASGI has them
    added = [pair for pair in _SECURITY if pair[0] not in present] if _NAMES & present.keys() else [*_SECURITY]
    return [*added, _TRANSPORT] if scheme == "https" else added
