"""Writes bodies as JSON: by orjson, and by Pydantic where a model has a way of its own to be written. What is sent is
held against the contract first."""

from functools import cache

import orjson
from pydantic import BaseModel, RootModel
from pydantic_core import MISSING, PydanticSerializationError, to_json, to_jsonable_python

from .errors import UndeclaredResponse
from .json_types import JsonValue
from .operation import Operation
from .schemas import Schema
from .sentences import violations


class NotWritable(Exception):
    """The value has a part that JSON has no form for, or is of a model's subclass, which may hold what is private."""


def write_json(value: object) -> bytes:
    """The bytes of a value. Moments are RFC 3339, with `Z` for UTC. Raises NotWritable."""
    try:
        return orjson.dumps(_opened(value), default=_parts, option=orjson.OPT_UTC_Z)
    except TypeError as error:
        if isinstance(error.__cause__, NotWritable):
            raise error.__cause__ from error
    try:
        return to_json(value, by_alias=True)  # what orjson has not: integers beyond 64 bits, keys that are no strings
    except (PydanticSerializationError, TypeError) as error:
        raise NotWritable from error


def reread_json(raw: bytes) -> JsonValue:
    """The value of bytes that `write_json` has written."""
    value: JsonValue = orjson.loads(raw)
    return value


def written_json(operation: Operation, schema: Schema, body: object) -> bytes:
    """The bytes of a value. Raises UndeclaredResponse for one that the schema does not allow."""
    try:
        raw = write_json(body)
    except NotWritable as error:
        raise UndeclaredResponse(f"{operation}: the body is not what the contract declares") from error
    check_value(operation, schema, reread_json(raw))
    return raw


def check_value(operation: Operation, schema: Schema, value: JsonValue) -> None:
    """Raises UndeclaredResponse for a JSON value that the schema does not allow."""
    if not schema.accepts(value):
        wrong = "; ".join(violation.message for violation in violations(schema, value, "body", None))
        raise UndeclaredResponse(f"{operation}: the body is not what the contract declares: {wrong}")


def _opened(value: object) -> object:
    """The models of a list as what they are written as, all at once, since orjson asks for each by itself."""
    if type(value) is list and len(kinds := set(map(type, value))) == 1:
        kind = kinds.pop()
        if issubclass(kind, BaseModel) and _is_its_fields(kind):
            return [model.__dict__ for model in value]
    return value


def _parts(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.__dict__ if _is_its_fields(type(value)) else value.model_dump(mode="json", by_alias=True)
    try:
        return to_jsonable_python(value)
    except PydanticSerializationError as error:
        raise TypeError(str(error)) from error


@cache
def _is_its_fields(model: type[BaseModel]) -> bool:
    """Whether a model is written as its fields: none is renamed, none may be absent, and no others may come."""
    if any(issubclass(base, BaseModel) and base.__module__ not in _modules(model) for base in model.__mro__):
        raise NotWritable(f"{model.__qualname__} is a subclass")
    plain = not issubclass(model, RootModel) and model.model_config.get("extra") != "allow"
    fields = model.model_fields.values()
    return plain and all(field.alias is None and field.default is not MISSING for field in fields)


def _modules(model: type[BaseModel]) -> tuple[str, ...]:
    return model.__module__, BaseModel.__module__, RootModel.__module__


__all__ = ["NotWritable", "check_value", "reread_json", "write_json", "written_json"]
