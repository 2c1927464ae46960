"""Kinds of media types."""

import re

_JSON = re.compile(r"application/(?:[a-z0-9.+-]+\+)?json")


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by its name (RFC 6839, section 3.1)."""
    return _JSON.fullmatch(media_type.lower()) is not None
