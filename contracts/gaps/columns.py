"""Columns of PostgreSQL for the members of a schema: for those of a plain type, whose values one column keeps."""

import keyword
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy.dialects import postgresql
from sqlmodel import SQLModel

from contracts.document.walk import resolved

Json = Any
_INT32, _INT64 = 2**31 - 1, 2**63 - 1
_FORMATS = {
    "date": ("Date", "date"),
    "date-time": ("DateTime(timezone=True)", "datetime"),
    "uuid": ("Uuid", "UUID"),
}
# Formats of strings that have no NUL, and that models have as plain strings.
_WITHOUT_NUL = frozenset({"email", "hostname", "uri", "uri-reference"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column as source: its type of SQLAlchemy, its type of Python, and a condition of SQL on its values."""

    name: str
    sql: str
    python: str
    nullable: bool
    check: str | None = None

    @property
    def is_array(self) -> bool:
        """Whether it keeps a list; an absent one is empty."""
        return self.sql.startswith("ARRAY")

    @property
    def definition(self) -> str:
        """The field of a table: `title: str = Field(sa_column=Column(Text, nullable=False))`."""
        python = f"{self.python} | None" if self.nullable else self.python
        null = "" if self.nullable else ", nullable=False"
        default = "default_factory=list, " if self.is_array and not self.nullable else ""
        return f"{self.name}: {python} = Field({default}sa_column=Column({self.sql}{null}))"


class NotPlain(Exception):
    """A member has no column of a plain type. The message is the end of a sentence that begins with the member."""


def column_of(document: dict[str, Json], name: str, schema: Json) -> Column:
    """The column that keeps the values of a member. Raises NotPlain."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name) or hasattr(SQLModel, name):
        raise NotPlain("is no name that a column of SQLModel may have")
    whole = _whole(document, schema)
    kinds = whole.get("type", "")
    types = {kinds} if isinstance(kinds, str) else set(kinds)
    nullable = "null" in types
    types.discard("null")
    if len(types) != 1 or {"oneOf", "anyOf", "allOf", "not", "if", "x-formats"} & whole.keys():
        raise NotPlain("has no single type")
    (kind,) = types
    if kind == "string":
        return _text(name, whole, nullable)
    if kind in ("integer", "number"):
        return _number(name, whole, nullable, whole=kind == "integer")
    if kind == "boolean":
        return Column(name, "Boolean", "bool", nullable)
    if kind == "array":
        return _array(document, name, whole, nullable)
    raise NotPlain(f"is an {kind}, which has no plain column")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql_name(name: str) -> str:
    """The name as SQL has it: in quotes if it is a word of SQL's, such as `order`."""
    prepared: str = postgresql.dialect().identifier_preparer.quote(name)  # type: ignore[no-untyped-call]
    return prepared


def _whole(document: dict[str, Json], schema: Json) -> dict[str, Json]:
    """The schema with what it refers to; OpenAPI 3.1 allows keywords beside a reference."""
    if not isinstance(schema, dict):
        raise NotPlain("may be anything")
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolved(document, schema), **beside} if "$ref" in schema else schema


def _text(name: str, schema: dict[str, Json], nullable: bool) -> Column:
    chosen = [schema["const"]] if "const" in schema else schema.get("enum")
    if chosen is not None:
        words = ", ".join(_literal(word) for word in chosen if isinstance(word, str))
        return Column(name, "Text", "str", nullable, f"{_sql_name(name)} IN ({words})")
    given = schema.get("format")
    if given in _FORMATS:
        return Column(name, *_FORMATS[given], nullable)
    if given is not None and given not in _WITHOUT_NUL:
        raise NotPlain(f"has the format {given}, whose values are no strings in Python")
    if given is None and _accepts_nul(schema.get("pattern")):
        raise NotPlain("may hold U+0000, which PostgreSQL can't keep: give it a pattern such as '^[^\\u0000]*$'")
    return Column(name, "Text", "str", nullable, _within(f"char_length({_sql_name(name)})", schema, "Length"))


def _accepts_nul(pattern: str | None) -> bool:
    """Whether a pattern (ECMA-262) lets U+0000 through, or can't be tried here."""
    if pattern is None:
        return True
    try:
        tried = re.compile(pattern)
    except re.error:
        return True
    return any(tried.search(text) for text in ("\0", "a\0", "\0a", "a\0a", f"{'a' * 50}\0"))


def _number(name: str, schema: dict[str, Json], nullable: bool, *, whole: bool) -> Column:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None or most is None:
        raise NotPlain("has no bounds that a column could keep: give it a minimum and a maximum")
    check = f"{_sql_name(name)} BETWEEN {least} AND {most}"
    if not whole:
        return Column(name, "Double", "float", nullable, check)
    if max(-least, most) > _INT64:
        raise NotPlain("goes beyond 64 bits")
    return Column(name, "Integer" if max(-least, most) <= _INT32 else "BigInteger", "int", nullable, check)


def _array(document: dict[str, Json], name: str, schema: dict[str, Json], nullable: bool) -> Column:
    item = column_of(document, name, schema.get("items"))
    if item.python != "str" or item.nullable:
        raise NotPlain("is an array, and its items are no plain strings")
    return Column(
        name, "ARRAY(Text)", "list[str]", nullable, _within(f"cardinality({_sql_name(name)})", schema, "Items")
    )


def _within(measured: str, schema: dict[str, Json], what: str) -> str | None:
    least, most = schema.get(f"min{what}", 0), schema.get(f"max{what}")
    if most is None:
        return f"{measured} >= {least}" if least else None
    return f"{measured} BETWEEN {least} AND {most}" if least else f"{measured} <= {most}"
