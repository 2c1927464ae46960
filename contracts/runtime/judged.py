"""Holds the value of a body against the contract's schema, and gives values of requests their Python types."""

import json
from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError
from typing_extensions import TypeForm

from .errors import InvalidRequest, Violation
from .json_types import JsonObject, JsonValue
from .read_only import Writable
from .schemas import Schemas
from .sentences import violations
from .typed import Typed, Unrepresentable

T = TypeVar("T")

_CANT_HOLD = "The body is allowed by its schema, but has a value that this server can't hold."


class Judged:
    """One type of bodies; compiled once. All of it raises InvalidRequest for a value that is not of the type."""

    def __init__(self, type_: TypeForm[object], schemas: Schemas) -> None:
        self.schema = schemas.of(type_)
        self._compiled = schemas.compile(self.schema)
        self.accepts = self._compiled.accepts
        """Whether the schema allows a value."""
        self._typed = typed_request(type_, self.schema, schemas)

    def from_json(self, raw: bytes, value: JsonValue) -> object:
        """The value of a JSON text."""
        if not self._compiled.accepts(value):
            raise InvalidRequest(violations(self._compiled, value, "body", None))
        try:
            return self._typed.from_json(raw, value)
        except Unrepresentable:
            raise _cant_hold() from None

    def from_value(self, value: JsonValue, parts: Mapping[str, object] | None = None) -> object:
        """A value that came in another form. `parts` are those members of it that no JSON value stands for: files."""
        if not self._compiled.accepts(value):
            raise InvalidRequest(violations(self._compiled, value, "body", None))
        try:
            kept = self._typed.kept(value) if parts else value
            if not parts or not isinstance(kept, dict):
                return self._typed.from_value(value)
            files = {name: part for name, part in parts.items() if name in kept}
            return self._typed.adapter.validate_python({**kept, **files}, by_alias=True, by_name=False)
        except (Unrepresentable, ValidationError):
            raise _cant_hold() from None


def typed_request(type_: TypeForm[T], schema: JsonObject, schemas: Schemas) -> Typed[T]:
    """What types the values of a request that its schema has accepted, without their members that are `readOnly`."""
    writable = Writable(schema, schemas)
    return _TypedWritable(type_, writable) if writable.ignores else Typed(type_)


class _TypedWritable(Typed[T]):
    def __init__(self, type_: TypeForm[T], writable: Writable) -> None:
        super().__init__(type_)
        self._writable = writable
        self._names = writable.names

    def kept(self, value: JsonValue) -> JsonValue:
        return self._writable.of(value)

    def from_json(self, raw: bytes | str, value: JsonValue) -> T:
        if self._names is not None and type(value) is dict and self._names.isdisjoint(value):
            return Typed.from_json(self, raw, value)
        kept = self._writable.of(value)
        return Typed.from_json(self, raw if kept is value else json.dumps(kept), kept)

    def from_value(self, value: JsonValue) -> T:
        return Typed.from_value(self, self._writable.of(value))


def _cant_hold() -> InvalidRequest:
    return InvalidRequest([Violation("body", None, "#", "format", _CANT_HOLD)])


__all__ = ["Judged", "typed_request"]
