"""Finds operations that no request can reach because of their paths."""

import re
from collections.abc import Iterator
from typing import Any

from contracts.document.refusal import Refusal, pointer

Json = Any
_TEMPLATED = re.compile(r"\{([^{}]*)\}")


def unreachable_paths(document: dict[str, Json]) -> Iterator[Refusal]:
    """Yield duplicate path templates and paths that no URL can have."""
    first: dict[str, str] = {}
    for path in document.get("paths", {}):
        at = pointer("paths", path)
        for reason in _impossible(path):
            yield Refusal(at, "paths", reason)
        shape = _TEMPLATED.sub("{}", path)
        if shape in first:
            yield Refusal(at, "paths", f"is the same path as {first[shape]}")
        first.setdefault(shape, path)


def _impossible(path: str) -> Iterator[str]:
    concrete, names = _TEMPLATED.sub("", path), _TEMPLATED.findall(path)
    if "{" in concrete or "}" in concrete:
        yield "a brace has no partner"
    if "?" in concrete or "#" in concrete:
        yield "a query or a fragment is no part of a path; declare what is behind the `?` as parameters `in: query`"
    if "}{" in path:
        yield "nothing parts two templated parts of a segment"
    if re.search("%[0-9A-Fa-f]{2}", concrete):
        yield "is percent-encoded; write what it stands for"
    for name in names:
        if not name or ":" in name or "!" in name:
            yield f"{{{name}}} is no name that a parameter of the path can have"
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"has {{{name}}} twice"
