# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""Reads the body of a request: its size, media type and syntax, then the contract's schema, then its Python type."""

from starlette.requests import Request
from typing_extensions import TypeForm

from .errors import (
    BodyTooLarge,
    InvalidRequest,
    MalformedBody,
    UnsupportedContentCoding,
    UnsupportedMediaType,
    Violation,
)
from .json_text import NotJson, read_json
from .operation import Body
from .schemas import Schema, Schemas
from .sentences import violations
from .typed import Typed, Unrepresentable


class BodyDecoder:
    """Reads the body of one operation; compiled once."""

    def __init__(self, body: Body, schemas: Schemas) -> None:
        self._body = body
        self._media = {name: _Media(type_, schemas) for name, type_ in body.media.items()}

    async def decode(self, request: Request) -> object:
        """The typed body, or None for no body where none is required.

        Raises BodyTooLarge (413), UnsupportedContentCoding (415), UnsupportedMediaType (415), MalformedBody (400) or
        InvalidRequest (422).
        """
        fields: dict[bytes, bytes] = dict(reversed(request.scope["headers"]))  # of several lines the first
        raw = await self._read(request, fields.get(b"content-length", b""))
        if not raw:
            if self._body.required:
                raise InvalidRequest([Violation("body", None, "#", "required", "The body is required.")])
            return None
        if b"content-encoding" in fields:
            _check_codings(request)
        return self._media_of(fields.get(b"content-type", b"").decode("latin-1")).decode(raw)

    async def _read(self, request: Request, declared: bytes) -> bytes:
        """The bytes, of which so many are declared. Raises BodyTooLarge."""
        limit = self._body.max_bytes
        if declared.isdigit() and int(declared) > limit:
            raise BodyTooLarge(limit)
        chunks: list[bytes] = []
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise BodyTooLarge(limit)
            chunks.append(chunk)
        return b"".join(chunks)

    def _media_of(self, content_type: str) -> "_Media":
        """The media type that is named (RFC 9110, section 8.3); JSON is always UTF-8 (RFC 8259)."""
        media = self._media.get(content_type)
        if media is not None:
            return media
        essence, _, parameters = content_type.partition(";")
        media = self._media.get(essence.strip(" \t").lower())
        charset = next(
            (
                value.strip(' \t"').lower()
                for name, _, value in (part.partition("=") for part in parameters.split(";"))
                if name.strip(" \t").lower() == "charset"
            ),
            "utf-8",
        )
        if media is None or charset not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedMediaType(list(self._body.media))
        return media


def _check_codings(request: Request) -> None:
    """Content is read as it is, so it may not be encoded (RFC 9110, section 8.4). Raises UnsupportedContentCoding."""
    for line in request.headers.getlist("content-encoding"):
        for coding in line.split(","):
            if coding.strip(" \t").lower() not in ("", "identity"):
                raise UnsupportedContentCoding


class _Media:
    def __init__(self, type_: TypeForm[object], schemas: Schemas) -> None:
        self._schema: Schema = schemas.compile(schemas.of(type_))
        self._typed: Typed[object] = Typed(type_)

    def decode(self, raw: bytes) -> object:
        try:
            value = read_json(raw)
        except NotJson as error:
            raise MalformedBody([Violation("body", None, "#", "syntax", f"The body {error.reason}.")]) from None
        if not self._schema.accepts(value):
            raise InvalidRequest(violations(self._schema, value, "body", None))
        try:
            return self._typed.from_json(raw, value)
        except Unrepresentable:
            message = "The body is allowed by its schema, but has a value that this server can't hold."
            raise InvalidRequest([Violation("body", None, "#", "format", message)]) from None


__all__ = ["BodyDecoder"]
