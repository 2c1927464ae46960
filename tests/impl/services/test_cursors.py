"""FR-246: a cursor is opaque and only valid for the list that issued it; any other is refused."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.services.cursors import CursorSealer, list_digest
from impl.services.errors import InvalidCursor
from impl.storage.values import PageKey, Sort, TaskFilter

KEY, OLD, OTHER = "k" * 32, "o" * 32, "x" * 32
CURSORS = CursorSealer([KEY])
DIGEST = list_digest(TaskFilter(), "title", "asc")
NOW = datetime(2026, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
KEYS: list[tuple[Sort, PageKey]] = [
    ("created_at", PageKey(NOW, 1)),
    ("updated_at", PageKey(NOW, 2**31 - 1)),
    ("due_date", PageKey(datetime(9999, 12, 31, tzinfo=UTC), 1)),
    ("priority", PageKey(3, 5)),
    ("title", PageKey('é "quoted" 🙂', 5)),
    ("title", PageKey("\x01" * 200, 2**31 - 1)),
    ("title", PageKey("🙂" * 200, 2**31 - 1)),
    ("title", PageKey("İ".lower() * 200, 2**31 - 1)),
]


@pytest.mark.parametrize(("sort", "key"), KEYS)
def test_a_cursor_leads_back(sort: Sort, key: PageKey) -> None:
    """And the contract allows it, however long the title is."""
    cursor = CURSORS.seal(key, "ada", DIGEST)
    assert set(cursor) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    assert len(cursor) <= 2048
    assert CURSORS.open(cursor, sort, "ada", DIGEST) == key


def test_no_character_makes_a_title_too_long() -> None:
    """In lower case, as in a cursor, each of the 200 characters takes at most six bytes."""
    everything = (chr(point) for point in range(1, 0x110000) if not 0xD800 <= point < 0xE000)
    assert max(len(orjson.dumps(one.lower())) - 2 for one in everything) == 6
    assert len(CURSORS.seal(PageKey("\x01" * 240, 2**31 - 1), "ada", DIGEST)) <= 2048


def test_a_cursor_tells_nothing() -> None:
    """Neither the title nor its exact length can be seen."""
    short = [CURSORS.seal(key, "ada", DIGEST) for _, key in KEYS[:5]]
    short.append(CURSORS.seal(PageKey("a" * 40, 1), "ada", DIGEST))
    assert {len(cursor) for cursor in short} == {108}
    secret = CURSORS.seal(PageKey("secret", 1), "ada", DIGEST)
    assert b"secret" not in base64.urlsafe_b64decode(secret)
    again = CURSORS.seal(PageKey("secret", 2), "ada", DIGEST)
    assert sum(one == other for one, other in zip(secret, again, strict=True)) < 20
    lengths = {len(CURSORS.seal(PageKey("a" * length, 1), "ada", DIGEST)) for length in range(1, 201)}
    assert lengths == {108, 192, 364}


def test_the_same_place_has_the_same_cursor_everywhere() -> None:
    """The entity tag of a page depends on it, and several instances may answer."""
    assert CursorSealer([KEY, OLD]).seal(PageKey(NOW, 1), "ada", DIGEST) == CURSORS.seal(PageKey(NOW, 1), "ada", DIGEST)


def test_keys_are_rotated() -> None:
    """The first key seals, all keys open; what a removed key has sealed is refused."""
    before = CursorSealer([OLD]).seal(PageKey(NOW, 1), "ada", DIGEST)
    both = CursorSealer([KEY, OLD])
    assert both.open(before, "created_at", "ada", DIGEST) == PageKey(NOW, 1)
    assert both.seal(PageKey(NOW, 1), "ada", DIGEST) != before
    with pytest.raises(InvalidCursor):
        CURSORS.open(before, "created_at", "ada", DIGEST)
    with pytest.raises(InvalidCursor):
        CursorSealer([OTHER]).open(both.seal(PageKey(NOW, 1), "ada", DIGEST), "created_at", "ada", DIGEST)


def test_owner_and_list_are_told_apart() -> None:
    """Shifting characters from one to the other gives a different cursor."""
    cursor = CURSORS.seal(PageKey("a", 1), "adab", "c")
    with pytest.raises(InvalidCursor):
        CURSORS.open(cursor, "title", "ada", "bc")


def test_a_cursor_that_is_changed_anywhere_is_refused() -> None:
    """Any changed, added or removed character, including spare bits of base64 in the last one."""
    cursor = CURSORS.seal(PageKey("a", 1), "ada", DIGEST)
    changed = [cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :] for at in range(len(cursor))]
    changed += [cursor[:-1] + last for last in "ABCDEFGHabcdefgh0123-_" if last != cursor[-1]]
    changed += [cursor[:length] for length in range(len(cursor))] + [f"{cursor}A", f"{cursor}AAAA"]
    for one in changed:
        with pytest.raises(InvalidCursor):
            CURSORS.open(one, "title", "ada", DIGEST)


class _Any(CursorSealer):
    """Seals whatever it is told to, as another release might."""

    def seal_any(self, content: bytes) -> str:
        sealed = self._ciphers[0].encrypt(content, [b"ada", DIGEST.encode()])
        return base64.urlsafe_b64encode(sealed).decode()


@pytest.mark.parametrize(
    ("sort", "content"),
    [
        ("title", []),
        ("title", ["a"]),
        ("title", ["a", 1, 2]),
        ("title", ["a", "1"]),
        ("title", ["a", 0]),
        ("title", ["a", True]),
        ("title", ["a", 1.5]),
        ("title", ["a", 2**31]),
        ("title", ["a\0", 1]),
        ("title", ["a" * 1001, 1]),
        ("title", [3, 1]),
        ("title", None),
        ("priority", ["a", 1]),
        ("priority", [4, 1]),
        ("priority", [True, 1]),
        ("created_at", ["yesterday", 1]),
        ("created_at", ["2026-03-01T00:00:00", 1]),
        ("created_at", ["0001-01-01T00:00:00+14:00", 1]),
        ("due_date", [None, 1]),
    ],
)
def test_what_another_release_has_sealed_is_refused(sort: Sort, content: Any) -> None:
    """If this release does not know it, with the same error as any invalid cursor."""
    with pytest.raises(InvalidCursor):
        CURSORS.open(_Any([KEY]).seal_any(json.dumps(content).encode()), sort, "ada", DIGEST)
    with pytest.raises(InvalidCursor):
        CURSORS.open(_Any([KEY]).seal_any(b"[" * 5000), sort, "ada", DIGEST)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1))
def test_no_text_breaks_it(cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        CURSORS.open(cursor, "created_at", "ada", DIGEST)
