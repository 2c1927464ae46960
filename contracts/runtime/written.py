"""Writes a value as JSON, and holds it against the contract before it is sent."""

from .errors import UndeclaredResponse
from .json_bytes import NotWritable, reread_json, write_json
from .json_types import JsonValue
from .operation import Operation
from .schemas import Schema
from .sentences import violations


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


__all__ = ["check_value", "written_json"]
