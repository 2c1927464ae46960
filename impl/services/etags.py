"""Entity tags and conditional requests (RFC 9110, sections 8.8.3 and 13.1)."""

import re
from collections.abc import Sequence

_TAG = re.compile(r'(W/)?("[!#-~]*")')
# Larger than any version that is kept; such a tag can match none.
_LARGEST = 2**31 - 1


def task_etag(version: int) -> str:
    """Return the entity tag of a task. It is strong, because all representations of one version are the same bytes."""
    return f'"{version}"'


def versions_expected(if_match: str | None) -> Sequence[int] | None:
    """Return the versions that `If-Match` allows a write to change; None for any version.

    The comparison is strong: a weak tag matches nothing (RFC 9110, section 8.8.3.2).
    """
    if if_match is None or if_match == "*":
        return None
    strong = [tag.strip('"') for weak, tag in _TAG.findall(if_match) if not weak]
    numbers = [int(tag) for tag in strong if tag.isdigit() and str(int(tag)) == tag]
    return [number for number in numbers if number <= _LARGEST]


def is_current(if_none_match: str | None, etag: str) -> bool:
    """Return whether `If-None-Match` names this entity tag. The comparison is weak: `W/` makes no difference."""
    if if_none_match is None:
        return False
    opaque = etag.removeprefix("W/")
    return if_none_match == "*" or opaque in (tag for _, tag in _TAG.findall(if_none_match))
