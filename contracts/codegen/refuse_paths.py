"""Finds operations that no request could reach, because another path is the same to a router."""

import re
from collections.abc import Iterator
from typing import Any

from .refusal import Refusal, pointer

Json = Any


def hidden_paths(document: dict[str, Json]) -> Iterator[Refusal]:
    """Two templates of one path."""
    first: dict[str, str] = {}
    for path in document.get("paths", {}):
        shape = re.sub(r"\{[^{}]*\}", "{}", path)
        if shape in first:
            yield Refusal(pointer("paths", path), "paths", f"is the same path as {first[shape]}")
        first.setdefault(shape, path)
