"""Finds the paths of a document that can match the same URL, and which of them has priority."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_TEMPLATED = re.compile(r"\{[^{}]*\}")


@dataclass(slots=True)
class _Node:
    """What may follow the segments that lead to this node."""

    concrete: "dict[str, _Node]" = field(default_factory=dict)
    templated: "dict[str, _Node]" = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)


class Overlaps:
    """A tree of the paths by their segments, so that only paths that may match the same URL are compared."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._order = {path: index for index, path in enumerate(paths)}
        self._root = _Node()
        for path in self._order:
            node = self._root
            for segment in path.split("/"):
                children = node.templated if "{" in segment else node.concrete
                node = children.setdefault(_TEMPLATED.sub("{}", segment), _Node())
            node.paths.append(path)

    def more_specific(self, path: str) -> list[str]:
        """Return the paths with priority over `path` if both match a URL: concrete before templated (OpenAPI 3.1)."""
        rank = _rank(path)
        before = (other for other in _matching(self._root, path.split("/")) if _rank(other) < rank)
        return sorted(before, key=self._order.__getitem__)


def _rank(path: str) -> list[bool]:
    """Return a sort key by which paths that are templated later come first."""
    return ["{" in segment for segment in path.split("/")]


def _matching(node: _Node, segments: list[str]) -> Iterator[str]:
    """Yield the paths below a node that match a URL which the segments match too."""
    if not segments:
        yield from node.paths
        return
    first, *rest = segments
    if "{" in first:
        children = [child for word, child in node.concrete.items() if _may_match_same(first, word)]
    else:
        children = [node.concrete[first]] if first in node.concrete else []
    children += [child for template, child in node.templated.items() if _may_match_same(first, template)]
    for child in children:
        yield from _matching(child, rest)


def _may_match_same(one: str, other: str) -> bool:
    if "{" in one and "{" in other:
        (head, *_, tail), (other_head, *_, other_tail) = _TEMPLATED.split(one), _TEMPLATED.split(other)
        heads_fit = head.startswith(other_head) or other_head.startswith(head)
        return heads_fit and (tail.endswith(other_tail) or other_tail.endswith(tail))
    concrete, template = (other, one) if "{" in one else (one, other)
    return re.fullmatch("[^/]+".join(map(re.escape, _TEMPLATED.split(template))), concrete) is not None
