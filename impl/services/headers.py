"""Values of header fields: entity tags and conditions (RFC 9110, sections 8.8.3 and 13.1), `Location`, and links to the
next page (RFC 8288)."""

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlencode

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


def tasks_path(user_id: str) -> str:
    """Return the path of a user's tasks, percent-encoded."""
    return f"/api/{quote(user_id, safe='')}/tasks"


def next_link(user_id: str, cursor: str, *given: tuple[str, str | int | tuple[str, ...] | None]) -> str:
    """Return the value of `Link` for the next page: the parameters of this request with another cursor."""
    return f'<{tasks_path(user_id)}?{_query(*given)}&cursor={cursor}>; rel="next"'


@lru_cache(maxsize=1024)
def _query(*given: tuple[str, str | int | tuple[str, ...] | None]) -> str:
    """Return the query string of the parameters that have a value."""
    return urlencode([(name, value) for name, value in given if value is not None], doseq=True, quote_via=quote)
