"""Cursors of lists: encrypted positions that only the list that issued them accepts."""

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic_core import from_json

from impl.services.errors import InvalidCursor
from impl.storage.values import PRIORITY_NAMES, PageKey, Sort

_LARGEST_ID = 2**31 - 1
_LONGEST_TITLE = 1000  # in lower case a title may be longer than the 200 characters it has
_KEY_BYTES = 64  # two AES-256 keys
_SIZES = (65, 128, 257, 512, 1025, 1520)
"""The text to encrypt is padded to one of these lengths in bytes. With the 16 bytes of the tag, base64 has no unused
bits, so each cursor has one spelling only. The largest gives the 2,048 characters that the contract allows."""


def list_digest(*parts: object) -> str:
    """Return a short digest of the filters and the order of a list, or of other parts."""
    text = orjson.dumps(parts, default=str)
    return hashlib.blake2s(text, digest_size=9).hexdigest()


class CursorSealer:
    """Encrypts the position after the last task of a page, and decrypts it again (FR-246).

    The cipher is AES-SIV (RFC 5297), which needs no nonce: every instance makes the same cursor for the same position.
    The owner and the digest of the list are authenticated with it, so another list refuses the cursor. The length of a
    cursor reveals the approximate length of a title in a list sorted by title, and nothing else.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        """The first key encrypts; all of them decrypt. Each must be as hard to guess as 32 random bytes."""
        self._ciphers = [AESSIV(_derived(key)) for key in keys]

    def seal(self, key: PageKey, owner: str, digest: str) -> str:
        """Return the cursor of the position after `key` in the owner's list of this digest, in URL-safe base64."""
        text = orjson.dumps([key.value, key.id])
        size = _SIZES[bisect_left(_SIZES, len(text))]
        sealed = self._ciphers[0].encrypt(text.ljust(size), [owner.encode(), digest.encode()])
        return base64.urlsafe_b64encode(sealed).decode()

    def open(self, cursor: str, sort: Sort, owner: str, digest: str) -> PageKey:
        """Return the position of a cursor. Raises InvalidCursor if it was not made for this list of this owner."""
        try:
            value, task_id = from_json(self._opened(cursor, [owner.encode(), digest.encode()]))
        except (ValueError, TypeError) as error:
            raise InvalidCursor from error
        if type(task_id) is not int or not 0 < task_id <= _LARGEST_ID:
            raise InvalidCursor
        return PageKey(_key_value(value, sort), task_id)

    def _opened(self, cursor: str, bound_to: list[bytes]) -> bytes:
        try:
            sealed = base64.b64decode(cursor, altchars=b"-_", validate=True)
        except ValueError as error:
            raise InvalidCursor from error
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(sealed, bound_to)
            except (InvalidTag, ValueError):  # ValueError: too short to be sealed
                continue
        raise InvalidCursor


def _derived(key: str) -> bytes:
    """Derive the key of the cipher from a configured text of any form (RFC 5869)."""
    return HKDF(SHA512(), _KEY_BYTES, salt=None, info=b"tasks-api cursor").derive(key.encode())


def _key_value(value: object, sort: Sort) -> datetime | int | str:
    """Check the type of the decrypted value, because another release may have encrypted another one."""
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
