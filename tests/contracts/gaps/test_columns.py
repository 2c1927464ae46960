"""FR-354: the column that keeps a member of a schema."""

from typing import Any

import pytest

from contracts.gaps.columns import Column, NotPlain, column_of
from tests.support.document import contract

Json = Any
PLAIN = {"type": "string", "pattern": "^[^\\u0000]*$"}


@pytest.mark.parametrize(
    ("schema", "sql", "python", "check"),
    [
        (PLAIN, "Text", "str", None),
        ({**PLAIN, "maxLength": 9}, "Text", "str", "char_length(x) <= 9"),
        ({**PLAIN, "minLength": 1, "maxLength": 9}, "Text", "str", "char_length(x) BETWEEN 1 AND 9"),
        ({"type": "string", "minLength": 1, "format": "uri"}, "Text", "str", "char_length(x) >= 1"),
        ({"type": "string", "enum": ["a", "it's"]}, "Text", "str", "x IN ('a', 'it''s')"),
        ({"type": "string", "const": "a"}, "Text", "str", "x IN ('a')"),
        ({"type": "string", "format": "date"}, "Date", "date", None),
        ({"type": "string", "format": "date-time"}, "DateTime(timezone=True)", "datetime", None),
        ({"type": "string", "format": "uuid"}, "Uuid", "UUID", None),
        ({"type": "integer", "minimum": 0, "maximum": 2**31 - 1}, "Integer", "int", "x BETWEEN 0 AND 2147483647"),
        ({"type": "integer", "minimum": 0, "maximum": 2**31}, "BigInteger", "int", "x BETWEEN 0 AND 2147483648"),
        ({"type": "number", "minimum": 0.5, "maximum": 1}, "Double", "float", "x BETWEEN 0.5 AND 1"),
        ({"type": "boolean"}, "Boolean", "bool", None),
        ({"type": "array", "maxItems": 3, "items": PLAIN}, "ARRAY(Text)", "list[str]", "cardinality(x) <= 3"),
        ({"$ref": "#/components/schemas/Tags"}, "ARRAY(Text)", "list[str]", "cardinality(x) <= 20"),
    ],
)
def test_plain_types_are_columns(schema: Json, sql: str, python: str, check: str | None) -> None:
    """FR-354: the column keeps every value that the contract lets in, and no other."""
    assert column_of(contract().root, "x", schema) == Column("x", sql, python, False, check)
    if isinstance(schema.get("type"), str):
        nullable = column_of(contract().root, "x", {**schema, "type": [schema["type"], "null"]})
        assert nullable == Column("x", sql, python, True, check)


def test_a_word_of_sql_is_quoted() -> None:
    """FR-354: also in the condition."""
    assert column_of(contract().root, "order", {**PLAIN, "maxLength": 9}).check == 'char_length("order") <= 9'


@pytest.mark.parametrize(
    ("name", "schema", "reason"),
    [
        ("x", {"type": "string"}, "may hold U+0000, which PostgreSQL can't keep"),
        ("x", {"type": "string", "pattern": "^a"}, "may hold U+0000, which PostgreSQL can't keep"),
        ("x", {"type": "string", "format": "duration"}, "has the format duration"),
        ("x", {"type": "integer", "minimum": 0}, "has no bounds that a column could keep"),
        ("x", {"type": "number"}, "has no bounds that a column could keep"),
        ("x", {"type": "integer", "minimum": 0, "maximum": 2**63}, "goes beyond 64 bits"),
        ("x", {"type": "object"}, "is an object, which has no plain column"),
        ("x", {"type": "array", "items": {"type": "boolean"}}, "is an array, and its items are no plain strings"),
        ("x", {"type": "array"}, "may be anything"),
        ("x", {"$ref": "#/components/schemas/DueDate"}, "has no single type"),
        ("x", True, "may be anything"),
        ("metadata", {"type": "boolean"}, "is no name that a column of SQLModel may have"),
        ("from", {"type": "boolean"}, "is no name that a column of SQLModel may have"),
        ("aB", {"type": "boolean"}, "is no name that a column of SQLModel may have"),
    ],
)
def test_other_types_are_said(name: str, schema: Json, reason: str) -> None:
    """FR-354: what no column keeps is not guessed."""
    with pytest.raises(NotPlain) as refused:
        column_of(contract().root, name, schema)
    assert str(refused.value).startswith(reason)
