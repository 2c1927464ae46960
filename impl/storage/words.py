"""Splits texts into the words that a search compares: without case, accents and punctuation.

Only code points and normal forms of Unicode are used, because PostgreSQL's classes of letters depend on the locale of
the database. All functions are immutable, so the words of a task are a generated column, and those of a query constant.
"""

from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, func, literal_column, true
from sqlalchemy.dialects.postgresql import TSQUERY

# Accents that stand behind their letters in NFKD, and the variation selectors of emoji.
_MARKS = r"[\u0300-\u036f\ufe00-\ufe0f]"
NOT_IN_WORDS = (
    r"[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u037e\u0387"
    r"\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u060d\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u2000-\u206f\u2e00-\u2e2e\u2e30-\u2e5d\u3000-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb"
    r"\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe61\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
)
"""The characters between words: spaces, control characters and punctuation."""
# Symbols and emoji, and the characters of scripts that have no spaces: each is a word.
_ALONE = (
    r"([\u20a0-\u20cf\u2190-\u2bff\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U0001f000-\U0001fbff\U00020000-\U0003ffff])"
)
_LONGEST = r"([^ ]{250})(?=[^ ])"  # a lexeme has at most 2,046 bytes


def split(text: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the words of a text, separated by one space each."""
    unmarked = _replaced(func.normalize(text, literal_column("NFKD")), _MARKS, "")
    spaced = _replaced(func.lower(func.normalize(unmarked, literal_column("NFKC"))), NOT_IN_WORDS, " ")
    for pattern, replacement in ((_ALONE, r" \1 "), (_LONGEST, r"\1 "), (" +", " ")):
        spaced = _replaced(spaced, pattern, replacement)
    return func.btrim(spaced)


def vector(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the words of a text as a `tsvector`."""
    return func.array_to_tsvector(func.string_to_array(split(text), _text(" ")))


def found_in(words: ColumnElement[Any], query: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether each word of a query is the beginning of one of these words; true for a query without words."""
    wanted = split(query)
    prefixes = _text("'").concat(func.replace(wanted, _text(" "), _text("':* & '"))).concat(_text("':*"))
    return case((wanted == _text(""), true()), else_=words.op("@@")(cast(prefixes, TSQUERY)))


def _replaced(text: ColumnElement[Any], pattern: str, replacement: str) -> ColumnElement[str]:
    return func.regexp_replace(text, _text(pattern), _text(replacement), _text("g"))


def _text(value: str) -> ColumnElement[str]:
    """Return a literal instead of a parameter, so that the planner knows its value."""
    quoted = value.replace("'", "''")
    return literal_column(f"'{quoted}'", Text)
