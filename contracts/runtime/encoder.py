"""Encodes responses with a body of JSON, or with none."""

from starlette.responses import Response

from .errors import UndeclaredResponse
from .json_bytes import written_json
from .operation import Operation
from .schemas import Schema, Schemas
from .sealed import Header, SealedResponse

_WITHOUT_LENGTH = (204, 304)  # RFC 9110, section 8.6


class Encoded(Response):
    """A response whose body and fields are bytes already."""

    def __init__(self, status: int, body: bytes, fields: list[tuple[bytes, bytes]]) -> None:
        self.status_code = status
        self.body = body
        self.background = None
        self.raw_headers = fields


class Encoder:
    """Encodes a response with a body of JSON, or with none."""

    def __init__(self, operation: Operation, sealed: type[SealedResponse]) -> None:
        schemas = operation.contract.answers
        self._operation = operation
        self._sealed = sealed
        self._schema = self._compile(schemas)
        self._is_exact = sealed.declared == str(getattr(sealed, "status", None))
        self._fields = [*self._content_type(), *self._vary()]
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
        self._add_headers(response, fields)
        return Encoded(status, body, fields)

    def _add_headers(self, response: SealedResponse, fields: list[tuple[bytes, bytes]]) -> None:
        for header, name, schema in self._headers:
            value: str | int | float | bool | None = getattr(response, header.argument)
            if value is None and not header.required:
                continue
            if not schema.accepts(value):
                raise UndeclaredResponse(f"{self._operation}: {value!r} is no {header.name} of the contract")
            text = str(value).lower() if isinstance(value, bool) else str(value)
            fields.append((name, self._field(header, text)))

    def _field(self, header: Header, text: str) -> bytes:
        """A line's end in a value would begin another header (RFC 9110, section 5.5)."""
        try:
            if text.isprintable():
                return text.encode("latin-1")
        except UnicodeEncodeError:
            pass
        raise UndeclaredResponse(f"{self._operation}: {text!r} can't be the value of a header, here {header.name}")

    def _content(self, response: SealedResponse) -> bytes:
        if self._sealed.content is None:
            return b""
        body: object = getattr(response, "body")  # noqa: B009
        return written_json(self._operation, self._schema, body)

    def _status(self, response: SealedResponse) -> int:
        declared, status = self._sealed.declared, response.status
        fits = declared == "default" or (declared.endswith("XX") and str(status)[:1] == declared[:1])
        if declared != str(status) and not fits:
            raise UndeclaredResponse(f"{self._operation}: {status} is not in {declared}")
        return status

    def _compile(self, schemas: Schemas) -> Schema:
        return schemas.compile(schemas.of(self._sealed.body_type))

    def _content_type(self) -> list[tuple[bytes, bytes]]:
        content = self._sealed.content
        return [] if content is None else [(b"content-type", content.encode("latin-1"))]

    def _vary(self) -> list[tuple[bytes, bytes]]:
        """Where Accept has chosen it, a cache has to know (RFC 9110, section 12.5.5)."""
        of_status = [one for one in self._operation.responses.classes if one.declared == self._sealed.declared]
        return [(b"vary", b"accept")] if len(of_status) > 1 else []


__all__ = ["Encoded", "Encoder"]
