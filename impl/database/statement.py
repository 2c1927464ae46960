"""Compiles SQLAlchemy's statements once for asyncpg, and makes reads that set the owner themselves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Text,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import asyncpg

_DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]
_PARAMETER = object()
READER = "reader"
"""The parameter of a read for the owner, whose value the session adds."""


class Row(Protocol):
    """A row: its values can be accessed by position and by the name of the column."""

    def __iter__(self) -> Any: ...

    def __getitem__(self, column: str | int | slice) -> Any: ...


class Session(Protocol):
    """One transaction of one owner."""

    async def read(self, statement: "Statement", values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement made by `reading` in one round trip, or in the transaction if there is one."""
        ...

    async def run(self, statement: "Statement", values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement in the transaction, and begin it before the first one."""
        ...


class Statement:
    """A compiled statement and its `verb` (SELECT, INSERT …). Its parameters have names."""

    __slots__ = ("_bound", "text", "verb")

    def __init__(self, statement: Executable, verb: str | None = None) -> None:
        compiled: Any = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined]
        required = {key for key, bound in compiled.binds.items() if bound.required}
        self.text: str = compiled.string
        self.verb = verb or type(statement).__name__.upper()
        self._bound = [
            (name, _PARAMETER if name in required else compiled.params[name]) for name in compiled.positiontup or ()
        ]

    def arguments(self, values: Mapping[str, object]) -> list[object]:
        """Return the values in the order of the statement's parameters."""
        return [values[name] if fixed is _PARAMETER else fixed for name, fixed in self._bound]


def reading(
    statement: Select[Any],
    order_by: Callable[[Any], Iterable[ColumnElement[Any]]] = lambda _: (),
    size: Callable[[Any], ColumnElement[Any]] | None = None,
    most: int = 0,
) -> Statement:
    """Make a read that sets the owner for row level security itself, so it needs no transaction around it.

    A subquery sets the owner, and the rest depends on it (LATERAL), so in any plan it is set before the policies are
    evaluated: the planner can't merge the two, because one is volatile and both have an OFFSET. The setting is local to
    the statement's own transaction.

    The parameter is a column of a subquery of its own. Citus's coordinator would evaluate a function of a parameter
    itself, and so set the owner there; a function of a column is evaluated on the shard, where the policies are.

    With `size`, rows are returned until the sum of their sizes exceeds `most`, including the row that exceeds it. The
    last column, `through`, is the sum up to and including the row.
    """
    given = select(bindparam(READER, type_=Text).label("name")).subquery("given")
    name = func.set_config(literal_column("'tasks.user_id'"), given.c.name, true())
    none: ColumnElement[Any] = literal_column("0")
    reader = select(name.label("name")).offset(none).subquery("reader")
    found = statement.where(reader.c.name.is_not(None)).offset(none).lateral("found")
    whole = select(*found.c).select_from(reader.join(found, true()))
    if size is None:
        return Statement(whole.order_by(*order_by(found.c)))
    # Outside of the subquery, so that only rows of the page are measured.
    through = func.sum(size(found.c)).over(order_by=list(order_by(found.c)), rows=(None, 0))
    summed = whole.add_columns(through.label("through")).subquery("summed")
    begins_within = summed.c.through - size(summed.c) <= most
    return Statement(select(*summed.c).where(begins_within).order_by(*order_by(summed.c)))


def planned_for_its_values() -> ColumnElement[bool]:
    """Return a condition that is always true and makes PostgreSQL plan the statement for its values each time.

    Which index is best depends on how many tasks have a tag or a word. After five executions PostgreSQL would use a
    generic plan if its estimated cost is not higher than that of the custom plans. This condition has a very high cost
    in a generic plan, and none in a custom plan, where it is folded to true. It is never executed.
    """
    return or_(literal(True), literal_column("(SELECT count(*) FROM generate_series(1, 1000000000)) > 0"))
