"""Writes answers of many values, each judged before it is sent: server-sent events and JSON lines."""

from collections.abc import AsyncIterator, Callable
from typing import get_args

import orjson
from fastapi.sse import format_sse_event
from typing_extensions import TypeForm

from .errors import UndeclaredResponse
from .json_bytes import reread_json, written_json
from .json_types import JsonValue
from .media_types import MediaType
from .operation import Operation
from .schemas import Schemas


class SequenceWriter:
    """Writes the values of one kind of answer, in the frames of its media type."""

    def __init__(
        self, operation: Operation, body_type: TypeForm[object], media: MediaType, schemas: Schemas, *, text_data: bool
    ) -> None:
        """`text_data` says that an event's `data` is sent as it is where it is a string, and not as JSON."""
        self._operation = operation
        (item,) = get_args(body_type)
        self._schema = schemas.compile(schemas.of(item))
        self._text_data = text_data
        is_sequence = media.subtype == "json-seq" or media.subtype.endswith("+json-seq")
        self._frame: Callable[[bytes], bytes] = (
            self._event if media.kind == "events" else _record if is_sequence else _line
        )

    def write(self, body: object) -> tuple[AsyncIterator[object], Callable[[object], bytes]]:
        """What the values come from, and how each is encoded; that raises UndeclaredResponse for one that the
        contract does not allow."""
        if not isinstance(body, AsyncIterator):
            raise UndeclaredResponse(f"{self._operation}: the body is an asynchronous iterator, not {type(body)}")
        return body, lambda value: self._frame(written_json(self._operation, self._schema, value))

    def _event(self, raw: bytes) -> bytes:
        """An event in the format of HTML (section 9.2.6). A line break in a text of `data` arrives as a line feed."""
        event = reread_json(raw)
        if not isinstance(event, dict):
            raise UndeclaredResponse(f"{self._operation}: an event is an object")
        data, retry = event.get("data"), event.get("retry")
        is_absent = "data" not in event or (data is None and self._text_data)
        return format_sse_event(
            data_str=None if is_absent else self._data(data),
            event=self._field(event, "event"),
            id=self._field(event, "id"),
            retry=None if retry is None else self._milliseconds(retry),
        )

    def _data(self, data: JsonValue) -> str:
        return data if self._text_data and isinstance(data, str) else orjson.dumps(data).decode()

    def _field(self, event: dict[str, JsonValue], name: str) -> str | None:
        value = event.get(name)
        if value is None:
            return None
        text = str(value)
        # An id with NUL is ignored by who receives it, and a line's end would begin another field.
        if any(forbidden in text for forbidden in "\r\n\0"):
            raise UndeclaredResponse(f"{self._operation}: {text!r} can't be the {name} of an event")
        return text

    def _milliseconds(self, value: JsonValue) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise UndeclaredResponse(f"{self._operation}: {value!r} can't be the retry of an event")
        return value


def _line(raw: bytes) -> bytes:
    return raw + b"\n"


def _record(raw: bytes) -> bytes:
    """A record of a JSON text sequence (RFC 7464, section 2.2)."""
    return b"\x1e" + raw + b"\n"


__all__ = ["SequenceWriter"]
