"""Encodes responses that are not JSON, or not JSON alone: texts, bytes, streams, events and ranges of media types."""

from collections.abc import AsyncIterator, Callable
from typing import get_origin

from starlette.responses import Response

from .encoder import Encoded, Encoder
from .errors import UndeclaredResponse
from .json_bytes import written_json
from .media_types import MediaType, media_type
from .operation import Operation
from .raw_answers import RawWriter, content_type, raw_type
from .schemas import Schema, Schemas
from .sealed import SealedResponse
from .sequences import SequenceWriter
from .streams import EventStreams, Streamed


class OtherEncoder(Encoder):
    """Encodes a response of another media type than JSON, or of a range of them."""

    def __init__(
        self, operation: Operation, sealed: type[SealedResponse], media: MediaType, events: EventStreams
    ) -> None:
        self._media = media
        self._events = events if media.kind == "events" else None
        super().__init__(operation, sealed)
        type_, schemas = sealed.body_type, operation.contract.answers
        self._raw: RawWriter | None = None
        self._sequence: SequenceWriter | None = None
        if get_origin(type_) is AsyncIterator:
            self._sequence = SequenceWriter(operation, type_, media, schemas, text_data=sealed.text_data)
        elif raw_type(type_):
            self._raw = RawWriter(operation, type_, schemas)

    def encode(self, response: SealedResponse) -> Response:
        status = response.status if self._is_exact else self._status(response)
        fields = self._fields.copy()
        media = self._media
        if media.is_range:
            media = self._chosen(response.media_type)
            fields.append((b"content-type", content_type(str(response.media_type), self._sealed.body_type)))
        self._add_headers(response, fields)
        written = self._written(getattr(response, "body"), media)  # noqa: B009
        if not isinstance(written, bytes):
            return Streamed(status, fields, *written, self._events)
        fields.append((b"content-length", str(len(written)).encode()))
        return Encoded(status, written, fields)

    def _written(
        self, body: object, media: MediaType
    ) -> bytes | tuple[AsyncIterator[object], Callable[[object], bytes]]:
        if self._sequence is not None:
            return self._sequence.write(body)
        if self._raw is not None:
            return self._raw.write(body, media)
        if media.kind != "json":
            raise UndeclaredResponse(f"{self._operation}: its body is written as JSON, which {media.essence} is not")
        return written_json(self._operation, self._schema, body)

    def _chosen(self, text: str | None) -> MediaType:
        """The media type that a response has said, of those that the contract allows."""
        media = None if text is None else media_type(text)
        if media is None or media.is_range or not self._media.includes(media):
            raise UndeclaredResponse(f"{self._operation}: {text!r} is no media type of {self._media.essence}")
        return media

    def _compile(self, schemas: Schemas) -> Schema:
        type_ = self._sealed.body_type
        is_json = get_origin(type_) is not AsyncIterator and raw_type(type_) is None
        return schemas.compile(schemas.of(type_) if is_json else {})

    def _content_type(self) -> list[tuple[bytes, bytes]]:
        if self._media.is_range:
            return []
        return [(b"content-type", content_type(str(self._sealed.content), self._sealed.body_type))]


__all__ = ["OtherEncoder"]
