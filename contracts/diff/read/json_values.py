"""JSON as Python sees it, and looks at it that can't fail."""

import json
from collections.abc import Mapping
from typing import TypeAlias

from pydantic import JsonValue

JsonObject: TypeAlias = Mapping[str, JsonValue]

__all__ = ["JsonObject", "JsonValue", "canonical", "list_of", "object_of", "shown", "strings_of", "text_of"]


def object_of(value: JsonValue | None) -> dict[str, JsonValue]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: JsonValue | None) -> list[JsonValue]:
    """The value if it is an array, else an empty one."""
    return value if isinstance(value, list) else []


def strings_of(value: JsonValue | None) -> list[str]:
    """The strings of an array."""
    return [part for part in list_of(value) if isinstance(part, str)]


def text_of(value: JsonValue | None) -> str | None:
    """The value if it is a string."""
    return value if isinstance(value, str) else None


def canonical(value: JsonValue) -> str:
    """The same text for the same value; JSON Schema takes 1 and 1.0 for one number (2020-12, section 4.2.2)."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def shown(value: JsonValue) -> str:
    """The value as a sentence quotes it."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}…"


def _plain(value: JsonValue) -> JsonValue:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value
