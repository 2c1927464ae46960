"""Cursors: where a page ended, opaque to clients, good only for the list that gave them out."""

import base64
import binascii
import hashlib
from datetime import UTC, datetime

import orjson
from pydantic_core import from_json

from impl.storage.values import PRIORITY_NAMES, PageKey, Sort

from .errors import InvalidCursor

_LARGEST_ID = 2**31 - 1
_LONGEST_TITLE = 1000  # in lower case a title may be longer than the 200 characters it has


def list_digest(*parts: object) -> str:
    """What a cursor is good for: the filters and the order, in short."""
    text = orjson.dumps(parts, default=str)
    return hashlib.blake2s(text, digest_size=9).hexdigest()


def encode_cursor(key: PageKey, digest: str) -> str:
    """The cursor that goes on behind `key`; URL-safe."""
    text = orjson.dumps([digest, key.value, key.id])
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def decode_cursor(cursor: str, sort: Sort, digest: str) -> PageKey:
    """Where to go on. Raises InvalidCursor for whatever `encode_cursor` would not have made for this list."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        given, value, task_id = from_json(raw)
    except (ValueError, TypeError, binascii.Error) as error:
        raise InvalidCursor from error
    if given != digest or type(task_id) is not int or not 0 < task_id <= _LARGEST_ID:
        raise InvalidCursor
    return PageKey(_key_value(value, sort), task_id)


def _key_value(value: object, sort: Sort) -> datetime | int | str:
    if sort == "priority" and type(value) is int and value in PRIORITY_NAMES:
        return value
    if sort == "title" and isinstance(value, str) and len(value) <= _LONGEST_TITLE and "\0" not in value:
        return value
    if sort in ("created_at", "updated_at", "due_date") and isinstance(value, str):
        return _moment(value)
    raise InvalidCursor


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidCursor from error
    if moment.tzinfo is not UTC and moment.utcoffset() != UTC.utcoffset(None):
        raise InvalidCursor
    return moment
