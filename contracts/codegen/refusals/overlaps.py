"""Which paths of a document match the same URLs, and which of them goes first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_TEMPLATED = re.compile(r"\{[^{}]*\}")


@dataclass(slots=True)
class _Node:
    """What may follow the segments so far."""

    concrete: "dict[str, _Node]" = field(default_factory=dict)
    templated: "dict[str, _Node]" = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)


class Overlaps:
    """The paths of a document by their segments, so that only those that may match the same URLs are looked at."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._order = {path: index for index, path in enumerate(paths)}
        self._root = _Node()
        for path in self._order:
            node = self._root
            for segment in path.split("/"):
                following = node.templated if "{" in segment else node.concrete
                node = following.setdefault(_TEMPLATED.sub("{}", segment), _Node())
            node.paths.append(path)

    def more_specific(self, path: str) -> list[str]:
        """The paths that go before `path` where both match a URL: concrete ones before templated ones (OpenAPI 3.1)."""
        rank = _rank(path)
        before = (other for other in _matching(self._root, path.split("/")) if _rank(other) < rank)
        return sorted(before, key=self._order.__getitem__)


def _rank(path: str) -> list[bool]:
    """Orders paths by how early they are templated."""
    return ["{" in segment for segment in path.split("/")]


def _matching(node: _Node, segments: list[str]) -> Iterator[str]:
    """The paths below a node that match a URL which the segments match too."""
    if not segments:
        yield from node.paths
        return
    first, *rest = segments
    if "{" in first:
        following = [child for word, child in node.concrete.items() if _may_equal(first, word)]
    else:
        following = [node.concrete[first]] if first in node.concrete else []
    following += [child for template, child in node.templated.items() if _may_equal(first, template)]
    for child in following:
        yield from _matching(child, rest)


def _may_equal(one: str, other: str) -> bool:
    if "{" in one and "{" in other:
        (head, *_, tail), (other_head, *_, other_tail) = _TEMPLATED.split(one), _TEMPLATED.split(other)
        heads_fit = head.startswith(other_head) or other_head.startswith(head)
        return heads_fit and (tail.endswith(other_tail) or other_tail.endswith(tail))
    concrete, template = (other, one) if "{" in one else (one, other)
    return re.fullmatch("[^/]+".join(map(re.escape, _TEMPLATED.split(template))), concrete) is not None
