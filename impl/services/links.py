"""Where tasks are: paths, and the way to the next page (RFC 8288)."""

from functools import lru_cache
from urllib.parse import quote, urlencode


def tasks_path(user_id: str) -> str:
    """The path of a user's tasks."""
    return f"/api/{quote(user_id, safe='')}/tasks"


def next_link(user_id: str, cursor: str, *given: tuple[str, str | int | tuple[str, ...] | None]) -> str:
    """The value of `Link` that leads on, with the parameters that were given before."""
    return f'<{tasks_path(user_id)}?{_query(*given)}&cursor={cursor}>; rel="next"'


@lru_cache(maxsize=1024)
def _query(*given: tuple[str, str | int | tuple[str, ...] | None]) -> str:
    """The query that asks for the same list again."""
    return urlencode([(name, value) for name, value in given if value is not None], doseq=True, quote_via=quote)
