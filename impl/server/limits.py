"""How large the head of a request may be, and how long its parts may take (FR-077)."""

from typing import ClassVar


class RequestLimits:
    """The limits of a connection, for `BoundedProtocol`; tests replace them in classes of their own."""

    max_url_bytes: ClassVar[int] = 16 * 1024
    max_head_bytes: ClassVar[int] = 32 * 1024
    """Limits for the URL, and for the URL and the headers together. Larger ones get 414 or 431 (RFC 6585, section
    5)."""
    head_seconds: ClassVar[float] = 10.0
    """From the opening of the connection, or the first byte of a later request, to the end of the headers."""
    body_seconds: ClassVar[float] = 30.0
    """From the end of the headers to the end of the body."""
    final_head_seconds: ClassVar[float] = 1.0
    """From the end of the shutdown's grace period to the end of a head that is being received."""
