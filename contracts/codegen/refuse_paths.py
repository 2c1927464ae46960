"""Finds operations that no request could reach, because the route of another takes their paths."""

import re
from collections.abc import Iterator
from itertools import permutations
from typing import Any

from .keywords import METHODS
from .names import identifier
from .refusal import Refusal, pointer

Json = Any


def hidden_paths(document: dict[str, Json]) -> Iterator[Refusal]:
    """Two templates of one path; and a path of words that a router of another tag may answer first."""
    paths: dict[str, Json] = document.get("paths", {})
    first: dict[str, str] = {}
    for path in paths:
        shape = re.sub(r"\{[^{}]*\}", "{}", path)
        if shape in first:
            yield Refusal(pointer("paths", path), "paths", f"is the same path as {first[shape]}")
        first.setdefault(shape, path)
    for plain, template in permutations(first.values(), 2):
        if "{" not in template or not _covers(template, plain):
            continue
        for method in METHODS:
            if method in paths[plain] and method in paths[template]:
                mine, other = _tag(paths[plain][method]), _tag(paths[template][method])
                if mine != other:
                    reason = f"{template} of the tag {other} may answer first; give both one tag"
                    yield Refusal(pointer("paths", plain, method, "tags"), "tags", reason)


def _covers(template: str, plain: str) -> bool:
    """Whether the template matches all that the more literal path does."""
    segments, others = template.split("/"), plain.split("/")
    return len(segments) == len(others) and all(
        "{" in segment or segment == other for segment, other in zip(segments, others, strict=True)
    )


def _tag(operation: Json) -> str:
    return identifier((operation.get("tags") or ["default"])[0], "tag")
