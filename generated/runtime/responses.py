# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""Sealed responses: what an operation may answer, as classes, so that nothing else can be sent."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, get_args

from starlette.responses import Response
from typing_extensions import TypeForm

from .errors import UndeclaredResponse
from .json_bytes import NotWritable, reread_json, write_json
from .json_types import JsonObject
from .operation import Operation
from .schemas import Schema, Schemas
from .sentences import violations

_WITHOUT_LENGTH = (204, 304)  # RFC 9110, section 8.6


@dataclass(frozen=True, slots=True)
class Header:
    """A header that a response declares, beside the type of its field. `argument` is the name of that field."""

    name: str
    schema: JsonObject
    required: bool = True
    argument: str = ""


class SealedResponse:
    """The base of the generated classes: one for each response that the contract shares, and for each other status.

    A subclass is a frozen dataclass with its `status`, a `body` (where the contract has one) and a field for each
    header. Those of a range ("4XX") or of "default" say so in `declared`, and have a field `status`.
    """

    __slots__ = ()

    declared: ClassVar[str]
    status: ClassVar[int]
    media_type: ClassVar[str | None] = None
    body_type: ClassVar[TypeForm[object]] = None
    headers: ClassVar[tuple[Header, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Read from the fields of a response what it may hold. A body is JSON where no media type is said."""
        super().__init_subclass__()
        said, fields = cls.__dict__, inspect.get_annotations(cls)
        if "declared" not in said and isinstance(said.get("status"), int):
            cls.declared = str(cls.status)
        if "body" in fields:
            cls.body_type = fields["body"]
            cls.media_type = said.get("media_type", "application/json")
        found = ((name, one) for name, type_ in fields.items() for one in getattr(type_, "__metadata__", ()))
        headers = tuple(replace(one, argument=name) for name, one in found if isinstance(one, Header))
        cls.headers = headers or cls.headers


def responses_of(union: TypeForm[SealedResponse]) -> dict[str, type[SealedResponse]]:
    """The classes of a union by their status as the contract writes it."""
    return {sealed.declared: sealed for sealed in get_args(union) or (union,)}


class _Encoded(Response):
    """A response whose body and fields are bytes already."""

    def __init__(self, status: int, body: bytes, fields: list[tuple[bytes, bytes]]) -> None:
        self.status_code = status
        self.body = body
        self.background = None
        self.raw_headers = fields


class ResponseEncoder:
    """Encodes the sealed responses of one operation; compiled once."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._encoders = {
            sealed: _Encoder(operation, sealed, operation.contract.answers) for sealed in operation.responses.values()
        }

    def encode(self, response: object) -> Response:
        """The response on the wire. Raises UndeclaredResponse for what the operation does not declare."""
        encoder = self._encoders.get(type(response))  # type: ignore[arg-type]
        if encoder is None:
            raise UndeclaredResponse(f"{self._operation} does not declare {type(response).__name__}")
        return encoder.encode(response)  # type: ignore[arg-type]


class _Encoder:
    def __init__(self, operation: Operation, sealed: type[SealedResponse], schemas: Schemas) -> None:
        self._operation = operation
        self._sealed = sealed
        self._schema = schemas.compile(schemas.of(sealed.body_type))
        self._is_exact = sealed.declared == str(getattr(sealed, "status", None))
        # Starlette knows which fields every response of this kind has.
        self._fields = [
            field for field in Response(media_type=sealed.media_type).raw_headers if field[0] != b"content-length"
        ]
        self._fields += [(name.lower().encode(), value.encode("latin-1")) for name, value in operation.announced]
        self._headers: list[tuple[Header, bytes, Schema]] = [
            (header, header.name.lower().encode("latin-1"), schemas.compile(header.schema)) for header in sealed.headers
        ]

    def encode(self, response: SealedResponse) -> Response:
        status = response.status if self._is_exact else self._status(response)
        body = self._content(response)
        fields = self._fields.copy()
        if status not in _WITHOUT_LENGTH:
            fields.append((b"content-length", str(len(body)).encode()))
        for header, name, schema in self._headers:
            value: str | int | float | bool | None = getattr(response, header.argument)
            if value is None and not header.required:
                continue
            if not schema.accepts(value):
                raise UndeclaredResponse(f"{self._operation}: {value!r} is no {header.name} of the contract")
            text = str(value).lower() if isinstance(value, bool) else str(value)
            fields.append((name, self._field(header, text)))
        return _Encoded(status, body, fields)

    def _field(self, header: Header, text: str) -> bytes:
        """A line's end in a value would begin another header (RFC 9110, section 5.5)."""
        try:
            if text.isprintable():
                return text.encode("latin-1")
        except UnicodeEncodeError:
            pass
        raise UndeclaredResponse(f"{self._operation}: {text!r} can't be the value of a header, here {header.name}")

    def _content(self, response: SealedResponse) -> bytes:
        if self._sealed.media_type is None:
            return b""
        body: object = getattr(response, "body")  # noqa: B009
        try:
            raw = write_json(body)
        except NotWritable as error:
            raise UndeclaredResponse(f"{self._operation}: the body is not what the contract declares") from error
        value = reread_json(raw)
        if not self._schema.accepts(value):
            wrong = "; ".join(violation.message for violation in violations(self._schema, value, "body", None))
            raise UndeclaredResponse(f"{self._operation}: the body is not what the contract declares: {wrong}")
        return raw

    def _status(self, response: SealedResponse) -> int:
        declared, status = self._sealed.declared, response.status
        fits = declared == "default" or (declared.endswith("XX") and str(status)[:1] == declared[:1])
        if declared != str(status) and not fits:
            raise UndeclaredResponse(f"{self._operation}: {status} is not in {declared}")
        return status


def seal(operation: Operation, status: int, body: object, headers: Mapping[str, str | int]) -> SealedResponse:
    """Build the response of a status, for those who know only the operation, such as the map of errors.

    Headers are by their names on the wire. Raises UndeclaredResponse for a status or a header that the operation does
    not declare, and for a header that it requires and that is missing.
    """
    declared = next((key for key in (str(status), f"{status // 100}XX", "default") if key in operation.responses), None)
    if declared is None:
        raise UndeclaredResponse(f"{operation} does not declare {status}")
    sealed = operation.responses[declared]
    arguments: dict[str, object] = {} if sealed.media_type is None else {"body": body}
    if declared != str(status):
        arguments["status"] = status
    by_name = {header.name.lower(): header for header in sealed.headers}
    for name, value in headers.items():
        header = by_name.get(name.lower())
        if header is None:
            raise UndeclaredResponse(f"{operation} does not declare {name} for {status}")
        arguments[header.argument] = value
    try:
        return sealed(**arguments)
    except TypeError as error:
        raise UndeclaredResponse(f"{operation}: {sealed.__name__} lacks a header that it requires") from error


__all__ = ["Header", "ResponseEncoder", "SealedResponse", "responses_of", "seal"]
