"""Finds the path of a contract that a URL belongs to, in a time that does not grow with the number of paths.

A URL's path is split at its slashes first, and each segment decoded then (RFC 3986, section 2.2): `%2F` is a character
of a segment and separates nothing.
"""

import re
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import unquote

from starlette._utils import get_route_path
from starlette.types import Scope

T = TypeVar("T")

_TEMPLATED = re.compile(r"\{([^{}]*)\}")


@dataclass(slots=True)
class _Node(Generic[T]):
    """What may follow the segments so far: a word, a word with templated parts, or any segment."""

    concrete: "dict[str, _Node[T]]" = field(default_factory=dict)
    partial: "list[tuple[tuple[str, ...], _Node[T]]]" = field(default_factory=list)
    templated: "_Node[T] | None" = None
    found: "tuple[T, tuple[str, ...]] | None" = None


class PathTable(Generic[T]):
    """Values by templated paths. Where several match a URL, the one that is concrete for longer is found (OpenAPI 3.1,
    Paths Object), and a templated part of a segment goes before all of it."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, path: str, value: T) -> T:
        """Keep a value by a path, unless there is one; the value that is kept."""
        node = self._root
        for segment in path.split("/"):
            node = _child(node, segment)
        if node.found is None:
            node.found = value, tuple(_TEMPLATED.findall(path))
        return node.found[0]

    def find(self, segments: list[str]) -> tuple[T, dict[str, str]] | None:
        """The value of the path that a URL's segments, decoded, belong to, and its templated parts by their names."""
        parts: list[str] = []
        found = _find(self._root, segments, 0, parts)
        return None if found is None else (found[0], dict(zip(found[1], parts, strict=True)))


def url_segments(scope: Scope, prefix: str = "") -> list[str] | None:
    """The segments of a request's path, decoded, from behind `prefix` on; None for a path that does not begin with it.

    Bytes that are no UTF-8 become lone surrogates, which no value of a contract has. A server that does not tell the
    path as it was sent (`raw_path`) has decoded it already.
    """
    path, raw = get_route_path(scope), scope.get("raw_path") or b""
    if b"%" not in raw:
        return path.removeprefix(prefix).split("/") if path.startswith(prefix) else None
    segments = [_decoded(segment) for segment in raw.partition(b"?")[0].decode("ascii", "surrogateescape").split("/")]
    # What is mounted is found by whole segments too.
    mounted = (scope["path"].removesuffix(path) + prefix).split("/")
    return ["", *segments[len(mounted) :]] if segments[: len(mounted)] == mounted else None


def _decoded(segment: str) -> str:
    return unquote(segment, errors="surrogateescape") if "%" in segment else segment


def _child(node: _Node[T], segment: str) -> _Node[T]:
    if "{" not in segment:
        return node.concrete.setdefault(segment, _Node())
    if _TEMPLATED.fullmatch(segment):
        node.templated = node.templated or _Node()
        return node.templated
    words = tuple(_TEMPLATED.split(segment)[::2])
    for known, child in node.partial:
        if known == words:
            return child
    child = _Node[T]()
    node.partial.append((words, child))
    return child


def _find(node: _Node[T], segments: list[str], index: int, parts: list[str]) -> tuple[T, tuple[str, ...]] | None:
    # As far as there is one way to go, it is gone without a call.
    for place in range(index, len(segments)):
        segment = segments[place]
        child = node.concrete.get(segment)
        if node.partial or (child is not None and node.templated is not None):
            return _choose(node, child, segments, place, parts)
        if child is None:
            child = node.templated
            if child is None or not segment:
                return None
            parts.append(segment)
        node = child
    return node.found


def _choose(
    node: _Node[T], child: _Node[T] | None, segments: list[str], index: int, parts: list[str]
) -> tuple[T, tuple[str, ...]] | None:
    """Try what may follow, `child` by the word itself, in the order of their rank."""
    segment, taken = segments[index], len(parts)
    if child is not None:
        found = _find(child, segments, index + 1, parts)
        if found is not None:
            return found
        del parts[taken:]
    if not segment:
        return None
    for words, child in node.partial:
        between = _between(words, segment)
        if between is not None:
            parts.extend(between)
            found = _find(child, segments, index + 1, parts)
            if found is not None:
                return found
            del parts[taken:]
    if node.templated is not None:
        parts.append(segment)
        found = _find(node.templated, segments, index + 1, parts)
        if found is not None:
            return found
        del parts[taken:]
    return None


def _between(words: tuple[str, ...], segment: str) -> list[str] | None:
    """What stands between the words of a segment, each at least a character; the first takes as much as it can.

    So each word but the first is as far to the right as it may be, which is found in one way from the end. A regular
    expression would try them all (CWE-1333).
    """
    first, *others, last = words
    start, end = len(first), len(segment) - len(last)
    if not segment.startswith(first) or not segment.endswith(last) or start >= end:
        return None
    found: list[str] = []
    for word in reversed(others):
        at = segment.rfind(word, start + 1, end - 1)
        if at < 0:
            return None
        found.append(segment[at + len(word) : end])
        end = at
    found.append(segment[start:end])
    return found[::-1]


__all__ = ["PathTable", "url_segments"]
