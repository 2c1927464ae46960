"""Decodes the parameters of a request into typed arguments, by the contract's schemas and OpenAPI's styles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from starlette.requests import Request

from .errors import Violation
from .json_text import NotJson, read_json, shown
from .json_types import ABSENT, JsonValue
from .judged import typed_request
from .object_parameters import DeepObject, Members, Others, Undecodable
from .operation import Operation, Parameter
from .raw_values import RawValues, decode, reader, split
from .schemas import Schema, Schemas
from .sentences import MOST_VIOLATIONS, violations
from .texts import Scalar, TextReader, item_readers
from .typed import Typed, Unrepresentable

_UNREPRESENTABLE = "is allowed by its schema, but is not a value that this server can hold"


@dataclass(frozen=True, slots=True)
class _Decoder:
    """How one parameter is read; everything that can be known before a request comes."""

    parameter: Parameter
    texts: Callable[[RawValues], list[str] | None]
    schema: Schema
    typed: Typed[object]
    default: object
    scalar: Scalar
    items: tuple[list[Scalar], Scalar] | None
    members: Members | DeepObject | None
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
            wrong.append(self._violation("type", str(reason), reason.part))
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
        return text if self.scalar.is_text else self.scalar.read(text)

    def _violation(self, keyword: str, message: str, part: str = "") -> Violation:
        name = self.parameter.name
        return Violation(self.parameter.place, name, None, keyword, f"The parameter {name}{shown(part)} {message}.")


class ParameterDecoder:
    """Reads all the parameters of an operation; compiled once."""

    def __init__(self, operation: Operation, parameters: Iterable[Parameter]) -> None:
        given = list(parameters)
        objects = [_object(parameter, operation.contract.schemas) for parameter in given]
        decoders = [
            _decoder(parameter, operation, members, _others(operation, parameter, given, objects))
            for parameter, members in zip(given, objects, strict=True)
        ]
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
        self._names.update(_keys(operation, "query"))

    def unknown(self, names: Iterable[str]) -> Iterator[Violation]:
        """What of these names the contract does not have, each with the nearest that it has."""
        for name in islice((name for name in names if name and not self._has(name)), MOST_VIOLATIONS):
            told = shown(name)
            close = get_close_matches(told, sorted(self._names), n=1)
            meant = f" Did you mean {close[0]}?" if close else ""
            yield Violation("query", told, None, "unknown", f"There is no parameter {told}.{meant}")

    def _has(self, name: str) -> bool:
        return name in self._names or any(members.takes(name, parameter) for members, parameter in self._objects)


def _keys(operation: Operation, place: str) -> Iterator[str]:
    """The names of keys of the API that a place of a request may have."""
    components = operation.contract.document.get("components")
    schemes = components.get("securitySchemes") if isinstance(components, dict) else None
    for scheme in schemes.values() if isinstance(schemes, dict) else ():
        if isinstance(scheme, dict) and scheme.get("in") == place:
            yield str(scheme.get("name"))


def _object(parameter: Parameter, schemas: Schemas) -> Members | DeepObject | None:
    """How a parameter is read that is an object, or is written as one."""
    if parameter.json:
        return None
    if parameter.style == "deepObject":
        return DeepObject(parameter.schema, schemas, lambda schema: TextReader(schema, schemas))
    if schemas.is_object(parameter.schema):
        return Members(parameter.schema, schemas, lambda schema: TextReader(schema, schemas))
    return None


def _others(
    operation: Operation, parameter: Parameter, given: list[Parameter], objects: list[Members | DeepObject | None]
) -> Others:
    """Whether a name belongs to another parameter of the place, or to a key of the API: an open object does not take
    it."""
    others = [
        (one, members)
        for one, members in zip(given, objects, strict=True)
        if one.place == parameter.place and one is not parameter
    ]
    names = {one.name for one, _ in others} | set(_keys(operation, parameter.place))
    names.update(*(members.own_names(one) for one, members in others if members is not None))
    deep = [(members, one) for one, members in others if isinstance(members, DeepObject)]
    if parameter.style == "deepObject":
        return names.__contains__
    return lambda name: name in names or any(members.takes(name, one) for members, one in deep)


def _decoder(
    parameter: Parameter, operation: Operation, members: Members | DeepObject | None, others: Others
) -> _Decoder:
    schemas = operation.contract.schemas
    typed = typed_request(parameter.type, parameter.schema, schemas)
    is_plain = not parameter.json and members is None
    items = item_readers(parameter.schema, schemas) if is_plain else None
    array_or_one = items is None and is_plain
    if array_or_one:
        items = next((item_readers(part, schemas) for part in schemas.array_alternatives(parameter.schema)), None)
    return _Decoder(
        parameter=parameter,
        texts=reader(parameter, operation.path, array=items is not None)
        if members is None
        else members.texts(parameter, operation.path, others),
        schema=schemas.compile(parameter.schema),
        typed=typed,
        default=None if parameter.default is ABSENT else typed.from_value(parameter.default),
        scalar=Scalar(parameter.schema, schemas),
        items=items,
        members=members,
        array_or_one=array_or_one,
    )


__all__ = ["ParameterDecoder"]
