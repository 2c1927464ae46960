"""URLs of tasks and links to the next page (RFC 8288)."""

from functools import lru_cache
from urllib.parse import quote, urlencode


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
