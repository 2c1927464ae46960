"""Decodes the parameters of a request into typed arguments, by the contract's schemas and OpenAPI's styles."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pydantic_core import from_json
from starlette.requests import Request

from .errors import Violation
from .json_text import NotJson, read_json
from .json_types import ABSENT, JsonObject, JsonValue
from .object_parameters import Members, Undecodable
from .operation import Operation, Parameter
from .raw_values import RawValues, decode, reader, split
from .read_only import typed_request
from .schemas import Schema, Schemas
from .sentences import MOST_VIOLATIONS, violations
from .typed import Typed, Unrepresentable

_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# A longer number is no number that anybody means, and beyond the range of doubles.
_LONGEST_NUMBER = 308
_LONGEST_NAME = 50  # of an unknown parameter, in the error that tells of it
_UNREPRESENTABLE = "is allowed by its schema, but is not a value that this server can hold"


class Scalar:
    """Reads a text as one of the scalar types that a schema allows."""

    def __init__(self, schema: JsonValue | JsonObject, schemas: Schemas) -> None:
        self._types = schemas.scalar_types(schema)
        self._is_text = self._types == {"string"}
        self._is_integer = self._types == {"integer"}
        self._schema = schemas.compile(schema if isinstance(schema, Mapping) else {})

    def read(self, text: str) -> JsonValue:
        """The first of its meanings that the schema accepts; without one, the first, for the error it will give."""
        if self._is_text:
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
        known = False
        number = _number(text) if "integer" in self._types else None
        if number is not None and ("number" in self._types or not number % 1):
            known = True
            yield number
        if "boolean" in self._types and text in ("true", "false"):
            known = True
            yield text == "true"
        null = "null" in self._types and text == "null"
        if "string" in self._types or not (known or null):
            yield text
        if null:
            yield None


@dataclass(frozen=True, slots=True)
class _Decoder:
    """How one parameter is read; everything that can be known before a request comes."""

    parameter: Parameter
    texts: Callable[[RawValues], list[str] | None]
    schema: Schema
    typed: Typed[object]
    default: object
    scalar: "Scalar"
    items: "tuple[list[Scalar], Scalar] | None"
    members: Members | None
    array_or_one: bool
    """Whether a value alone may be itself or an array of one."""

    def read(self, raw: RawValues, wrong: list[Violation]) -> object:
        """The value. What is wrong with it is added to `wrong`."""
        try:
            texts = self.texts(raw)
            if texts is None:
                if self.parameter.required:
                    wrong.append(self._violation("required", "is required"))
                return self.default
            value = self._value(texts)
            if self.schema.accepts(value):
                return self.typed.from_value(value)
            wrong += violations(self.schema, value, self.parameter.place, self.parameter.name)
        except UnicodeError:
            wrong.append(self._violation("encoding", "is not valid UTF-8"))
        except Undecodable as reason:
            wrong.append(self._violation("type", str(reason)))
        except Unrepresentable:
            wrong.append(self._violation("format", _UNREPRESENTABLE))
        return None

    def _value(self, texts: list[str]) -> JsonValue:
        if self.members is not None:
            return self.members.value(texts)
        several = len(texts) > 1
        if self.items is not None:
            if several and not self.parameter.explode and self.parameter.place != "header":
                raise Undecodable("is given more than once")
            first, rest = self.items
            items = split(texts, self.parameter)
            value: JsonValue = [(first[i] if i < len(first) else rest).read(text) for i, text in enumerate(items)]
            if self.array_or_one and not several and (len(items) == 1 or not self.schema.accepts(value)):
                one = self.scalar.read(decode(texts[0], self.parameter))
                return one if self.schema.accepts(one) else value
            return value
        if several:
            raise Undecodable("is given more than once")
        text = decode(texts[0], self.parameter)
        if self.parameter.json:
            try:
                return read_json(text.encode())
            except NotJson as error:
                raise Undecodable(error.reason) from None
        return self.scalar.read(text)

    def _violation(self, keyword: str, message: str) -> Violation:
        name = self.parameter.name
        return Violation(self.parameter.place, name, None, keyword, f"The parameter {name} {message}.")


class ParameterDecoder:
    """Reads all the parameters of an operation; compiled once."""

    def __init__(self, operation: Operation, parameters: Iterable[Parameter]) -> None:
        given = list(parameters)
        decoders = [_decoder(parameter, operation, given) for parameter in given]
        self._decoders = [(decoder.parameter.argument, decoder.read) for decoder in decoders]
        refuses = operation.contract.document.get("x-unknown-query-parameters") == "refuse"
        self._known = _KnownNames(operation, decoders) if refuses else None

    def decode(self, request: Request, asked: frozenset[str] | None) -> tuple[dict[str, object], list[Violation]]:
        """The arguments by name, and everything that is wrong. `asked` are the parameters of the query that
        dependencies ask for, or None where nobody knows which these are."""
        raw = RawValues(request.scope)
        arguments: dict[str, object] = {}
        wrong: list[Violation] = []
        for argument, read in self._decoders:
            arguments[argument] = read(raw, wrong)
        if self._known is not None and asked is not None and request.scope["query_string"]:
            wrong += self._known.unknown(name for name in raw.query_names() if name not in asked)
        return arguments, wrong


class _KnownNames:
    """The names that a query may have: those of parameters, of members of objects, and of keys of the API."""

    def __init__(self, operation: Operation, decoders: list[_Decoder]) -> None:
        ours = [decoder for decoder in decoders if decoder.parameter.place == "query"]
        self._names = {decoder.parameter.name for decoder in ours if decoder.members is None}
        self._objects = [(one.members, one.parameter) for one in ours if one.members is not None]
        components = operation.contract.document.get("components")
        schemes = components.get("securitySchemes") if isinstance(components, dict) else None
        for scheme in schemes.values() if isinstance(schemes, dict) else ():
            if isinstance(scheme, dict) and scheme.get("in") == "query":
                self._names.add(str(scheme.get("name")))

    def unknown(self, names: Iterable[str]) -> Iterator[Violation]:
        """What of these names the contract does not have, each with the nearest that it has."""
        for name in islice((name for name in names if name and not self._has(name)), MOST_VIOLATIONS):
            shown = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
            close = get_close_matches(shown, sorted(self._names), n=1)
            meant = f" Did you mean {close[0]}?" if close else ""
            yield Violation("query", shown, None, "unknown", f"There is no parameter {shown}.{meant}")

    def _has(self, name: str) -> bool:
        return name in self._names or any(members.takes(name, parameter) for members, parameter in self._objects)


def _number(text: str) -> int | float | None:
    """The number that a text is in JSON, if it is one."""
    if len(text) > _LONGEST_NUMBER or not _JSON_NUMBER.fullmatch(text):
        return None
    number: int | float = from_json(text)
    return number


def _decoder(parameter: Parameter, operation: Operation, given: list[Parameter]) -> _Decoder:
    schemas = operation.contract.schemas
    typed = typed_request(parameter.type, parameter.schema, schemas)
    items = None if parameter.json else _items(parameter.schema, schemas)
    array_or_one = items is None and not parameter.json
    if array_or_one:
        items = next((_items(part, schemas) for part in schemas.array_alternatives(parameter.schema)), None)
    compiled = schemas.compile(parameter.schema)
    members = None
    if not parameter.json and schemas.is_object(parameter.schema):
        members = Members(parameter.schema, schemas, compiled, lambda schema: _Member(schema, schemas))
    others = frozenset(one.name for one in given if one.place == parameter.place and one is not parameter)
    return _Decoder(
        parameter=parameter,
        texts=reader(parameter, operation.path, array=items is not None)
        if members is None
        else members.texts(parameter, operation.path, others),
        schema=compiled,
        typed=typed,
        default=None if parameter.default is ABSENT else typed.from_value(parameter.default),
        scalar=Scalar(parameter.schema, schemas),
        items=items,
        members=members,
        array_or_one=array_or_one,
    )


class _Member:
    """Reads a member of an object by one of its schemas: an array is sent as often as it has items."""

    def __init__(self, schema: JsonObject, schemas: Schemas) -> None:
        items = _items(schema, schemas)
        self._scalar = None if items else Scalar(schema, schemas)
        arrays = [schema] if items else schemas.array_alternatives(schema)
        self._arrays = [read for part in arrays if (read := _items(part, schemas))]
        self.accepts = schemas.compile(schema).accepts

    def values(self, sent: Sequence[str]) -> list[JsonValue]:
        """The values that the texts of a member may stand for, the likeliest first; none where they can't be read."""
        found = self._scalar.readings(sent[0]) if self._scalar and len(sent) == 1 else []
        for first, rest in self._arrays:
            readers = [*first[: len(sent)], *[rest] * (len(sent) - len(first))]
            found.append([reader.read(text) for reader, text in zip(readers, sent, strict=True)])
        return found


def _items(schema: JsonObject, schemas: Schemas) -> tuple[list[Scalar], Scalar] | None:
    """How the items are read, those with a schema of their own (`prefixItems`) and the others; None if no array."""
    if not schemas.is_array(schema):
        return None
    first, rest = schemas.items(schema)
    return [Scalar(item, schemas) for item in first], Scalar(rest, schemas)


__all__ = ["ParameterDecoder", "Scalar"]
