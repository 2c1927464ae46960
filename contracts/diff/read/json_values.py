"""JSON values and safe access to them."""

import json
from collections.abc import Mapping
from typing import TypeAlias

from pydantic import JsonValue

JsonObject: TypeAlias = Mapping[str, JsonValue]

__all__ = ["JsonObject", "JsonValue", "canonical", "list_of", "object_of", "quoted", "strings_of", "text_of"]


def object_of(value: JsonValue | None) -> dict[str, JsonValue]:
    """Return the value if it is an object, otherwise an empty one."""
    return value if isinstance(value, dict) else {}


def list_of(value: JsonValue | None) -> list[JsonValue]:
    """Return the value if it is an array, otherwise an empty one."""
    return value if isinstance(value, list) else []


def strings_of(value: JsonValue | None) -> list[str]:
    """Return the strings of an array."""
    return [part for part in list_of(value) if isinstance(part, str)]


def text_of(value: JsonValue | None) -> str | None:
    """Return the value if it is a string, otherwise None."""
    return value if isinstance(value, str) else None


def canonical(value: JsonValue) -> str:
    """Return a text that is the same for equal values. In JSON Schema 1 and 1.0 are equal (2020-12, section 4.2.2)."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def quoted(value: JsonValue) -> str:
    """Return the value as JSON for a sentence, shortened to 80 characters."""
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
