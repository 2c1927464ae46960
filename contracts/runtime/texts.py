"""Reads texts as the scalars and the arrays of scalars that a schema allows."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic_core import from_json

from .json_types import JsonObject, JsonValue
from .schema_parts import SCALARS
from .schemas import Schemas

_EVERYTHING = frozenset((*SCALARS, "array", "object"))
_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# A longer number is no number that anybody means, and beyond the range of doubles.
_LONGEST_NUMBER = 308


class Scalar:
    """Reads a text as one of the scalar types that a schema allows."""

    def __init__(self, schema: JsonValue | JsonObject, schemas: Schemas) -> None:
        self._types = schemas.scalar_types(schema)
        self._says_nothing = isinstance(schema, Mapping) and schemas.json_types(schema) >= _EVERYTHING
        self.is_text = self._types == {"string"}
        self._is_integer = self._types == {"integer"}
        self._schema = schemas.compile(schema if isinstance(schema, Mapping) else {})

    def read(self, text: str) -> JsonValue:
        """The first of its meanings that the schema accepts; without one, the first, for the error it will give."""
        if self.is_text:
            return text
        if self._is_integer:
            number = _number(text)
            return text if number is None or number % 1 else number
        candidates = list(self._candidates(text))
        if len(candidates) == 1:
            return candidates[0]
        return next((value for value in candidates if self._schema.accepts(value)), candidates[0])

    def readings(self, text: str) -> list[JsonValue]:
        """All of its meanings, those first that the schema accepts."""
        return sorted(self._candidates(text), key=lambda value: not self._schema.accepts(value))

    def _candidates(self, text: str) -> Iterator[JsonValue]:
        """The text comes first where the schema says nothing of types, and where a number would be written otherwise:
        `1.10` is not 1.1 where it may be a string."""
        found: list[JsonValue] = []
        number = _number(text) if "integer" in self._types else None
        if number is not None and ("number" in self._types or not number % 1):
            found.append(number)
        if "boolean" in self._types and text in ("true", "false"):
            found.append(text == "true")
        null = "null" in self._types and text == "null"
        if "string" in self._types or not (found or null):
            is_first = self._says_nothing or (number is not None and not self._is_written_so(number, text))
            found.insert(0 if is_first else len(found), text)
        yield from found
        if null:
            yield None

    def _is_written_so(self, number: float, text: str) -> bool:
        return json.dumps(number) == text and ("number" in self._types or isinstance(number, int))


class TextReader:
    """Reads a member of an object by one of its schemas: an array is sent as often as it has items."""

    def __init__(self, schema: JsonObject, schemas: Schemas) -> None:
        items = item_readers(schema, schemas)
        self._scalar = None if items else Scalar(schema, schemas)
        arrays = [schema] if items else schemas.array_alternatives(schema)
        self._arrays = [read for part in arrays if (read := item_readers(part, schemas))]
        self.accepts = schemas.compile(schema).accepts

    def values(self, sent: Sequence[str]) -> list[JsonValue]:
        """The values that the texts of a member may stand for, the likeliest first; none where they can't be read."""
        found = self._scalar.readings(sent[0]) if self._scalar and len(sent) == 1 else []
        for first, rest in self._arrays:
            readers = [*first[: len(sent)], *[rest] * (len(sent) - len(first))]
            found.append([reader.read(text) for reader, text in zip(readers, sent, strict=True)])
        return found


def item_readers(schema: JsonObject, schemas: Schemas) -> tuple[list[Scalar], Scalar] | None:
    """How the items are read, those with a schema of their own (`prefixItems`) and the others; None if no array."""
    if not schemas.is_array(schema):
        return None
    first, rest = schemas.items(schema)
    return [Scalar(item, schemas) for item in first], Scalar(rest, schemas)


def _number(text: str) -> int | float | None:
    """The number that a text is in JSON, if it is one."""
    if len(text) > _LONGEST_NUMBER or not _JSON_NUMBER.fullmatch(text):
        return None
    number: int | float = from_json(text)
    return number


__all__ = ["Scalar", "TextReader", "item_readers"]
