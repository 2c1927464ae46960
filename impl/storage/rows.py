"""Named tuples for the rows of a table: creating one costs a tenth of an instance of the table's class."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

from sqlmodel import SQLModel

R = TypeVar("R")


def row_class(table: type[SQLModel], name: str) -> Any:
    """Return a named tuple class of the table's columns with their types, without computed columns."""
    columns = table.__table__.columns  # type: ignore[attr-defined]
    fields = [(column.key, table.model_fields[column.key].annotation) for column in columns if column.computed is None]
    made: Any = NamedTuple(name, fields)  # type: ignore[misc]
    made.__module__ = table.__module__
    return made


def maker(row: type[R]) -> Callable[[Iterable[Any]], R]:
    """Return the `_make` of a row class without its check of the length, which is slow for many rows."""
    return partial(cast("Any", tuple).__new__, row)


def default_of(table: type[SQLModel], column: str) -> object:
    """Return the default of a column: that of its `Field`, or None."""
    field = table.model_fields[column]
    return None if field.is_required() else field.get_default(call_default_factory=True)
