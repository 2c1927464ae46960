"""Rows as they are read: a named tuple of a table's columns, which costs a tenth of an object of the table's class."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

from sqlmodel import SQLModel

R = TypeVar("R")


def row_class(table: type[SQLModel], name: str) -> Any:
    """A named tuple of the columns that PostgreSQL does not compute, in their order and with the types of the table."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    fields = [(column.key, table.model_fields[column.key].annotation) for column in columns if column.computed is None]
    made: Any = NamedTuple(name, fields)  # type: ignore[misc]
    made.__module__ = table.__module__
    return made


def maker(row: type[R]) -> Callable[[Iterable[Any]], R]:
    """The `_make` of a row class without its check of the width: a list makes many."""
    return partial(cast("Any", tuple).__new__, row)


def default_of(table: type[SQLModel], column: str) -> object:
    """What a column has in a new row that says nothing of it: the default of its `Field`, or null."""
    field = table.model_fields[column]
    return None if field.is_required() else field.get_default(call_default_factory=True)
