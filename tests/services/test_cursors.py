"""FR-016: a cursor is good only for the list that gave it out; anything else is refused, and nothing breaks."""

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.services.cursors import decode_cursor, encode_cursor, list_digest
from impl.services.errors import InvalidCursor
from impl.storage.values import PageKey, Sort, TaskFilter

DIGEST = list_digest(TaskFilter(), "title", "asc")
NOW = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("created_at", PageKey(NOW, 1)),
        ("updated_at", PageKey(NOW, 2**31 - 1)),
        ("due_date", PageKey(datetime(9999, 12, 31, tzinfo=UTC), 1)),
        ("priority", PageKey(3, 5)),
        ("title", PageKey('é "quoted" 🙂', 5)),
    ],
)
def test_a_cursor_leads_back(sort: Sort, key: PageKey) -> None:
    cursor = encode_cursor(key, DIGEST)
    assert cursor.isascii()
    assert not set(cursor) & set("+/=")
    assert decode_cursor(cursor, sort, DIGEST) == key


def test_a_digest_tells_filters_and_orders_apart() -> None:
    digests = {
        list_digest(TaskFilter(tags=("a",)), "title", "asc"),
        list_digest(TaskFilter(tags=("a", "b")), "title", "asc"),
        list_digest(TaskFilter(words="a"), "title", "asc"),
        list_digest(TaskFilter(words="a"), "title", "desc"),
        list_digest(TaskFilter(words="a"), "priority", "desc"),
    }
    assert len(digests) == 5


def made(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("sort", "cursor"),
    [
        ("title", "x"),
        ("title", "AAAA"),
        ("title", made()),
        ("title", made(DIGEST, "a")),
        ("title", made(DIGEST, "a", 1, 2)),
        ("title", made("other", "a", 1)),
        ("title", made(DIGEST, "a", "1")),
        ("title", made(DIGEST, "a", 0)),
        ("title", made(DIGEST, "a", True)),
        ("title", made(DIGEST, "a", 1.5)),
        ("title", made(DIGEST, "a", 2**31)),
        ("title", made(DIGEST, "a\0", 1)),
        ("title", made(DIGEST, "a" * 1001, 1)),
        ("title", made(DIGEST, 3, 1)),
        ("priority", made(DIGEST, "a", 1)),
        ("priority", made(DIGEST, 4, 1)),
        ("priority", made(DIGEST, True, 1)),
        ("created_at", made(DIGEST, "yesterday", 1)),
        ("created_at", made(DIGEST, "2026-03-01T00:00:00", 1)),
        ("created_at", made(DIGEST, "0001-01-01T00:00:00+14:00", 1)),
        ("due_date", made(DIGEST, None, 1)),
        ("title", base64.urlsafe_b64encode(b"[" * 5000).decode().rstrip("=")),
    ],
)
def test_a_foreign_cursor_is_refused(sort: Sort, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(cursor, sort, DIGEST)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1))
def test_no_text_breaks_it(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        decode_cursor(cursor, "created_at", DIGEST)
