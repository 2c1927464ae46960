"""Gives Python types to JSON values that the contract's schema has already accepted."""

import json
from typing import Annotated, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypeAliasType, TypeForm

from .json_types import JsonValue

T = TypeVar("T")


class Unrepresentable(Exception):
    """The value is allowed, but no Python value stands for it: a leap second, a date before the year 1."""


class Typed(Generic[T]):
    """Turns JSON into values of one type."""

    def __init__(self, type_: TypeForm[T]) -> None:
        self.adapter: TypeAdapter[T] = TypeAdapter(type_)
        self._as_it_is = _as_it_is(_bare(type_))

    def from_json(self, raw: bytes | str, value: JsonValue) -> T:
        """Type a document of which both the bytes and the parsed value are known.

        Always strict, so that a string stays a string in any union; first as it is written, then with whole numbers
        as integers, since JSON Schema takes 1.0 for one. On the wire a member has the contract's name alone, though a
        model may be built by the names of its fields.
        """
        try:
            return self.adapter.validate_json(raw, strict=True, by_alias=True, by_name=False)
        except ValidationError:
            try:
                written = json.dumps(_integral(value))
                return self.adapter.validate_json(written, strict=True, by_alias=True, by_name=False)
            except ValidationError as error:
                raise Unrepresentable from error

    def kept(self, value: JsonValue) -> JsonValue:
        """What of a value goes into the type: all of it."""
        return value

    def from_value(self, value: JsonValue) -> T:
        """Type a parsed value."""
        if type(value) is self._as_it_is:
            return value  # type: ignore[return-value]
        return self.from_json(json.dumps(value), value)


def _integral(value: JsonValue) -> JsonValue:
    """A value whose whole numbers are integers, however they were written: Pydantic takes 1.0 for one, but not 1e20."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_integral(part) for part in value]
    return {name: _integral(part) for name, part in value.items()} if isinstance(value, dict) else value


def _as_it_is(type_: object) -> object:
    """The type of JSON values that are values of the Python type too, if there is one."""
    if get_origin(type_) is Literal and all(isinstance(value, str) for value in get_args(type_)):
        return str
    return type_ if type_ in (str, bool, int) else None


def _bare(type_: object) -> object:
    """The type below its aliases and annotations."""
    if isinstance(type_, TypeAliasType):
        return _bare(type_.__value__)
    return _bare(get_args(type_)[0]) if get_origin(type_) is Annotated else type_


__all__ = ["Typed", "Unrepresentable"]
