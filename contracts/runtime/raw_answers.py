"""Writes answers that are no JSON: a text, bytes, or a stream of either."""

import codecs
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated, TypeAlias, cast, get_args, get_origin

from typing_extensions import TypeForm

from .errors import UndeclaredResponse
from .json_bytes import check_value, written_json
from .json_types import JsonObject
from .media_types import MediaType, media_type
from .operation import Operation
from .schemas import Schema, Schemas

Text: TypeAlias = str | AsyncIterator[str]
"""A text, or one that is sent as it comes: the body of an answer whose schema says nothing of the value."""
Binary: TypeAlias = bytes | AsyncIterator[bytes]
"""Bytes, or a stream of them: the body of an answer whose schema says nothing of the value."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What the contract says of a text or of bytes, beside its type: the length of bytes is in octets."""

    schema: JsonObject


class RawWriter:
    """Writes the bodies of one kind of answer as they are."""

    def __init__(self, operation: Operation, body_type: TypeForm[object], schemas: Schemas) -> None:
        self._operation = operation
        self._type, self._streams = raw_type(body_type) or bytes, body_type in (Text, Binary)
        raw = next((mark for mark in get_args(body_type) if isinstance(mark, Raw)), None)
        self._schema: Schema | None = None if raw is None else schemas.compile(raw.schema)

    def write(self, body: object, media: MediaType) -> bytes | tuple[AsyncIterator[object], Callable[[object], bytes]]:
        """The bytes of a body, or what it is streamed from and how each part is encoded.

        A text is JSON where its media type is. Raises UndeclaredResponse for what the contract does not allow.
        """
        if isinstance(body, self._type):
            return self._written(body, media)
        if self._streams and isinstance(body, AsyncIterator):
            return body, self._encoder(media)
        raise UndeclaredResponse(f"{self._operation}: a body of {media.essence} is {self._wanted}, not {type(body)}")

    @property
    def _wanted(self) -> str:
        return self._type.__name__ + (" or an asynchronous iterator of it" if self._streams else "")

    def _written(self, body: object, media: MediaType) -> bytes:
        if isinstance(body, bytes):
            if self._schema is not None:
                check_value(self._operation, self._schema, body.decode("latin-1"))
            return body
        if not isinstance(body, str):
            raise TypeError("a text is a str")
        if media.kind == "json":
            return written_json(self._operation, self._schema or _ANYTHING, body)
        if self._schema is not None:
            check_value(self._operation, self._schema, body)
        try:
            return body.encode(charset(media))
        except UnicodeEncodeError as error:
            raise self._unwritable(media) from error

    def _encoder(self, media: MediaType) -> Callable[[object], bytes]:
        # One encoder for all parts: an encoding such as UTF-16 begins once.
        text = codecs.getincrementalencoder(charset(media))()

        def encode(part: object) -> bytes:
            if not isinstance(part, self._type):
                raise UndeclaredResponse(f"{self._operation}: a stream of {self._type.__name__} yields {type(part)}")
            if isinstance(part, bytes):
                return part
            try:
                return text.encode(str(part))
            except UnicodeEncodeError as error:
                raise self._unwritable(media) from error

        return encode

    def _unwritable(self, media: MediaType) -> UndeclaredResponse:
        return UndeclaredResponse(f"{self._operation}: the text has characters that {charset(media)} can't say")


def charset(media: MediaType) -> str:
    """The charset that the contract names, or UTF-8."""
    return media.parameters.get("charset", "utf-8")


def content_type(text: str, body_type: TypeForm[object]) -> bytes:
    """The value of Content-Type; a text says its charset, if its media type has this parameter."""
    media = media_type(text)
    is_text = media is not None and media.kind == "text" and raw_type(body_type) is str
    if media is None or not is_text or "charset" in media.parameters:
        return text.encode("latin-1")
    has_charset = media.type == "text" or media.subtype.endswith(("xml", "javascript"))
    return f"{text}; charset=utf-8".encode("latin-1") if has_charset else text.encode("latin-1")


def raw_type(body_type: TypeForm[object]) -> type[str | bytes] | None:
    """What a body is that is written as it is: a text or bytes; None for all others."""
    is_marked = get_origin(body_type) is Annotated and any(isinstance(mark, Raw) for mark in get_args(body_type))
    is_raw = is_marked or body_type in (Text, Binary)
    return cast("type[str | bytes]", get_args(body_type)[0]) if is_raw else None


def concrete(media_range: str, body: object) -> str:
    """A media type of a range, for a body of which nobody has said it; the range itself where none suits."""
    wanted = ["application/json", "application/problem+json"]
    if isinstance(body, str | bytes):
        wanted = ["text/plain" if isinstance(body, str) else "application/octet-stream"]
    allowed = media_type(media_range)
    fitting = (name for name in wanted if (one := media_type(name)) and allowed and allowed.includes(one))
    return next(fitting, media_range)


_ANYTHING = Schema({}, {})

__all__ = ["Binary", "Raw", "RawWriter", "Text", "charset", "concrete", "content_type", "raw_type"]
