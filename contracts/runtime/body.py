"""Reads the body of a request: its media type and syntax, then the contract's schema, then its Python type."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from starlette.requests import Request
from typing_extensions import TypeForm

from .errors import (
    InvalidRequest,
    MalformedBody,
    UnsupportedContentCoding,
    UnsupportedMediaType,
    Violation,
)
from .forms import FormReader
from .json_text import NotJson, read_json
from .judged import Judged
from .media import Form, RawBody, Reading, TextBody
from .media_types import MediaType, MediaTypes, sent_media_type
from .operation import Body
from .raw_bodies import RawReader, TextReader
from .schemas import Schemas

if TYPE_CHECKING:
    from .multipart_forms import MultipartReader

_JSON, _RANGES = "application/json", ("*/*", "application/*")
_MULTIPART = "multipart/form-data"
# What a recipient may assume of content whose type is not said (RFC 9110, section 8.3).
_UNSAID = b"application/octet-stream"


class _Reader(Protocol):
    """Reads content of one media type. `may_be_empty` says whether no bytes are content too."""

    may_be_empty: bool
    is_json: bool

    def takes(self, media: MediaType) -> bool: ...

    def decode(self, raw: bytes, content_type: str) -> object: ...


class BodyDecoder:
    """Reads the body of one operation; compiled once."""

    def __init__(self, body: Body, schemas: Schemas) -> None:
        self._body = body
        readings = dict(body.media)
        multipart = readings.pop(_MULTIPART, None)
        self._multipart = _multipart(multipart, schemas, body.max_bytes) if isinstance(multipart, Form) else None
        self._media = MediaTypes({name: _reader(reading, schemas) for name, reading in readings.items()})
        # A range of JSON takes no other content that is in it.
        self._expected = [
            _JSON if name in _RANGES and _is_json(reading) else name for name, reading in body.media.items()
        ]
        self._may_be_empty = not all(map(_is_json, body.media.values()))

    @property
    def takes_files(self) -> bool:
        """Whether files may come with a request, which have to be closed."""
        return self._multipart is not None

    def parts_of(self, fields: Mapping[bytes, bytes]) -> MediaType | None:
        """The media type of a body of parts, which are read as they come; None for another body."""
        if self._multipart is not None and fields.get(b"content-type", b"")[:10].lower() == b"multipart/":
            media = sent_media_type(fields[b"content-type"].decode("latin-1"))
            if media is not None and media.essence == _MULTIPART:
                return media
        return None

    async def decode_parts(self, request: Request, media: MediaType) -> object:
        """The typed body of parts. Raises BodyTooLarge (413), UnsupportedContentCoding (415), MalformedBody (400) or
        InvalidRequest (422)."""
        _check_codings(request)
        if self._multipart is None:
            raise TypeError("the operation takes no parts")
        return await self._multipart.read(request, media.parameters)

    def decode(self, request: Request, fields: Mapping[bytes, bytes], raw: bytes) -> object:
        """The typed body, or None for no body where none is required.

        Raises UnsupportedContentCoding (415), UnsupportedMediaType (415), MalformedBody (400) or InvalidRequest (422).
        """
        if not raw and not (self._may_be_empty and b"content-type" in fields):
            self._check_absence()
            return None
        if b"content-encoding" in fields:
            _check_codings(request)
        content_type = fields.get(b"content-type", _UNSAID).decode("latin-1")
        reader = self._media.exact(content_type) or self._reader_of(content_type)
        if not raw and not reader.may_be_empty:
            self._check_absence()
            return None
        return reader.decode(raw, content_type)

    def _check_absence(self) -> None:
        if self._body.required:
            raise InvalidRequest([Violation("body", None, "#", "required", "The body is required.")])

    def _reader_of(self, content_type: str) -> _Reader:
        """What reads the media type that is named (RFC 9110, section 8.3). Raises UnsupportedMediaType."""
        media = sent_media_type(content_type)
        reader = None if media is None else self._media.find(media)
        if media is not None and reader is not None and reader.takes(media):
            return reader
        is_of_kind = media is not None and reader is not None and (media.kind == "json" or not reader.is_json)
        raise UnsupportedMediaType(self._expected, charset=is_of_kind)


def _multipart(form: Form, schemas: Schemas, limit: int) -> "MultipartReader":
    # The parser of multipart bodies is loaded by those contracts alone that have any.
    from .multipart_forms import MultipartReader

    return MultipartReader(form, schemas, limit)


def _check_codings(request: Request) -> None:
    """Content is read as it is, so it may not be encoded (RFC 9110, section 8.4). Raises UnsupportedContentCoding."""
    for line in request.headers.getlist("content-encoding"):
        for coding in line.split(","):
            if coding.strip(" \t").lower() not in ("", "identity"):
                raise UnsupportedContentCoding


def _reader(reading: Reading, schemas: Schemas) -> _Reader:
    if isinstance(reading, RawBody):
        return RawReader(reading)
    if isinstance(reading, TextBody):
        return TextReader(reading, schemas)
    if isinstance(reading, Form):
        return FormReader(reading, schemas)
    return _JsonReader(reading, schemas)


def _is_json(reading: Reading) -> bool:
    return not isinstance(reading, RawBody | TextBody | Form)


class _JsonReader:
    may_be_empty = False
    is_json = True

    def __init__(self, type_: TypeForm[object], schemas: Schemas) -> None:
        self._judged = Judged(type_, schemas)

    def takes(self, media: MediaType) -> bool:
        """JSON alone, also where the contract has a range; it is always UTF-8 (RFC 8259, section 8.1)."""
        return media.kind == "json" and media.is_utf8

    def decode(self, raw: bytes, content_type: str) -> object:
        del content_type
        try:
            value = read_json(raw)
        except NotJson as error:
            raise MalformedBody([Violation("body", None, "#", "syntax", f"The body {error.reason}.")]) from None
        return self._judged.from_json(raw, value)


__all__ = ["BodyDecoder"]
