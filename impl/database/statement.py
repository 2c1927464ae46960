"""Compiles SQLAlchemy's statements once for the driver; and builds reads that set their owner themselves."""

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
"""The parameter of a reading statement that names whose rows it may see; the session knows it."""


class Row(Protocol):
    """A row, whose values have the order of the columns that were selected, and their names."""

    def __iter__(self) -> Any: ...

    def __getitem__(self, column: str | int | slice) -> Any: ...


class Session(Protocol):
    """One transaction of one owner."""

    async def read(self, statement: "Statement", values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement of `reading` alone, in one round trip, or in the transaction if that has begun."""
        ...

    async def run(self, statement: "Statement", values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement in the transaction, which the first of them begins."""
        ...


class Statement:
    """A compiled statement and its `verb` (SELECT, INSERT …). Values are bound by name each time it runs."""

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
    """A read that names its reader to the policies of PostgreSQL by itself, and so needs no transaction around it.

    The setting is made by a subquery that what is read depends on (LATERAL), so that it is there before the policies
    are looked at, in any plan: neither side can be merged into the other, for the one is volatile and both have an
    OFFSET. It ends with the statement, being local to the transaction.

    With a `size`, rows come until their sizes add up to more than `most`, the one that exceeds it too. Their last
    column is `through`, the sum of the sizes so far.
    """
    name = func.set_config(literal_column("'tasks.user_id'"), bindparam(READER, type_=Text), true())
    none: ColumnElement[Any] = literal_column("0")
    reader = select(name.label("name")).offset(none).subquery("reader")
    found = statement.where(reader.c.name.is_not(None)).offset(none).lateral("found")
    whole = select(*found.c).select_from(reader.join(found, true()))
    if size is None:
        return Statement(whole.order_by(*order_by(found.c)))
    # Here and not in what is read, so that a row is only measured if it is in the page.
    through = func.sum(size(found.c)).over(order_by=list(order_by(found.c)), rows=(None, 0))
    summed = whole.add_columns(through.label("through")).subquery("summed")
    begins_within = summed.c.through - size(summed.c) <= most
    return Statement(select(*summed.c).where(begins_within).order_by(*order_by(summed.c)))


def planned_for_its_values() -> ColumnElement[bool]:
    """A condition that is true, of a statement that PostgreSQL is to plan each time, knowing its values.

    How many tasks have a tag or a word decides which index finds a page of them soon; the plan for any value that
    PostgreSQL would keep after five times can't know. It keeps no plan that is dearer than those for the values were,
    and this is dear until the value is known. In no plan is it run.
    """
    return or_(literal(True), literal_column("(SELECT count(*) FROM generate_series(1, 1000000000)) > 0"))
