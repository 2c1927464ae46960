"""Which paths of a document match the same URLs, and which of them goes first."""

import re
from collections.abc import Iterable

_TEMPLATED = re.compile(r"\{[^{}]*\}")


def more_specific(path: str, paths: Iterable[str]) -> list[str]:
    """The paths that go before `path` where both match a URL: concrete ones before templated ones (OpenAPI 3.1)."""
    return [other for other in paths if _rank(other) < _rank(path) and _overlap(other, path)]


def _rank(path: str) -> list[bool]:
    """Orders paths by how early they are templated."""
    return ["{" in segment for segment in path.split("/")]


def _overlap(first: str, second: str) -> bool:
    pairs = list(zip(first.split("/"), second.split("/"), strict=False))
    return first.count("/") == second.count("/") and all(_may_equal(one, other) for one, other in pairs)


def _may_equal(one: str, other: str) -> bool:
    if "{" in one and "{" in other:
        return True
    concrete, template = (other, one) if "{" in one else (one, other)
    return re.fullmatch("[^/]+".join(map(re.escape, _TEMPLATED.split(template))), concrete) is not None
