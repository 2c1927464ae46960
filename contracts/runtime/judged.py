"""Holds the value of a body against the contract's schema, and gives it its Python type."""

from collections.abc import Mapping

from pydantic import ValidationError
from typing_extensions import TypeForm

from .errors import InvalidRequest, Violation
from .json_types import JsonValue
from .read_only import typed_request
from .schemas import Schemas
from .sentences import violations
from .typed import Unrepresentable

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


def _cant_hold() -> InvalidRequest:
    return InvalidRequest([Violation("body", None, "#", "format", _CANT_HOLD)])


__all__ = ["Judged"]
