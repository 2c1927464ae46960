"""SQL statements on tasks, each compiled at its first use."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Text,
    any_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    literal_column,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as upsert

from impl.database.statement import Statement, planned_for_its_values, reading
from impl.storage.tables import UNDATED, TagCountTable, TaskCounterTable, TaskTable
from impl.storage.values import Order, Sort, StoredTask, TaskFilter
from impl.storage.words import found_in
from impl.storage.writing import WRITTEN

_COLUMNS: Any = TaskTable.__table__.c  # type: ignore[attr-defined]
_T = _COLUMNS
_C: Any = TagCountTable.__table__.c  # type: ignore[attr-defined]
_COUNTER: Any = TaskCounterTable.__table__.c  # type: ignore[attr-defined]
PAGE_KEYS: Mapping[Sort, str] = {
    "created_at": "created_at",
    "updated_at": "updated_at",
    "due_date": "due_order",
    "priority": "priority",
    "title": "title_order",
}
"""The column that each order sorts by. It is selected after a task's columns if it is not one of them."""


MOST_TEXT = 1024 * 1024
"""The maximum bytes of text that a page reads. One more task is read, to show that there is a next page (FR-230)."""


@dataclass(frozen=True, slots=True)
class ListShape:
    """The properties of a list that change its SQL; everything else is a parameter."""

    completed: bool | None
    priority: bool
    tags: bool
    due_after: bool
    due_before: bool
    words: bool
    sort: Sort
    order: Order
    after: bool


def shape_of(wanted: TaskFilter, sort: Sort, order: Order, *, after: bool) -> ListShape:
    """Return the shape of the statement for a list."""
    return ListShape(
        wanted.completed,
        wanted.priority is not None,
        bool(wanted.tags),
        wanted.due_after is not None,
        wanted.due_before is not None,
        wanted.words is not None,
        sort,
        order,
        after,
    )


@cache
def list_tasks(shape: ListShape) -> Statement:
    """Select a page by the column of its order and `id`: at most `limit` tasks and `MOST_TEXT` bytes of text."""
    by = _COLUMNS[PAGE_KEYS[shape.sort]]
    ascending = shape.order == "asc"
    columns = _kept()
    if by.name not in [column.name for column in columns]:
        columns.append(by)
    statement = _filtered(select(*columns).where(_T.user_id == _OWNER), shape)
    if shape.after:
        here, there = tuple_(by, _T.id), tuple_(bindparam("after_value", type_=by.type), _bound("after_id", _T.id))
        statement = statement.where(here > there if ascending else here < there)

    def order_by(columns: Any) -> list[ColumnElement[Any]]:
        return [column.asc() if ascending else column.desc() for column in columns]

    statement = statement.order_by(*order_by((by, _T.id))).limit(bindparam("limit", type_=Integer))
    return reading(statement, lambda found: order_by((found[by.name], found.id)), _text_bytes, MOST_TEXT)


@cache
def list_tags(completed: bool | None) -> Statement:
    """Select at most `limit` tags of all tasks, or of completed or pending ones, with their numbers of tasks."""
    count = _C.total if completed is None else _C.completed if completed else _C.pending
    carried = count > literal_column("0")  # literally the predicate of the index, so that a generic plan can use it too
    most = select(_C.tag, count.label("count")).where(_C.user_id == _OWNER, carried).order_by(count.desc(), _C.tag)
    return reading(most.limit(bindparam("limit", type_=Integer)), lambda found: (found["count"].desc(), found.tag))


@cache
def get_task() -> Statement:
    """Select one task."""
    return reading(select(*_kept()).where(*_one()))


@cache
def get_version() -> Statement:
    """Select the version of a task."""
    return Statement(select(_T.version).where(*_one()))


@cache
def create_task(*, completed: bool) -> Statement:
    """Insert a task with the owner's next id."""
    counter = (
        upsert(TaskCounterTable)
        .values(user_id=_OWNER, last_id=1)
        .on_conflict_do_update(index_elements=["user_id"], set_={"last_id": _COUNTER.last_id + 1})
        .returning(_COUNTER.last_id)
        .cte("counter")
    )
    values: dict[str, ColumnElement[Any]] = {
        "user_id": _OWNER,
        "id": counter.c.last_id,
        **{name: _bound(name, getattr(_T, name)) for name in WRITTEN},
        "completed_at": func.now() if completed else literal(None, _T.completed_at.type),
        "created_at": func.now(),
        "updated_at": func.now(),
        "version": literal(1, _T.version.type),
    }
    return Statement(insert(TaskTable).from_select(list(values), select(*values.values())).returning(*_kept()))


@cache
def update_task(changed: frozenset[str], completed: bool | None, *, conditional: bool) -> Statement:
    """Update the columns `changed`, and set the completion unless `completed` is None."""
    values: dict[str, Any] = {name: _bound(name, getattr(_T, name)) for name in WRITTEN if name in changed}
    if completed is not None:
        values["completed_at"] = func.coalesce(_T.completed_at, _WRITTEN_AT) if completed else None
    return _update(values, conditional=conditional)


@cache
def toggle_task(*, conditional: bool) -> Statement:
    """Toggle the completion of a task."""
    return _update({"completed_at": case((_T.completed_at.is_(None), _WRITTEN_AT))}, conditional=conditional)


@cache
def delete_task(*, conditional: bool) -> Statement:
    """Delete a task."""
    return Statement(delete(TaskTable).where(*_one(), *_at_versions(conditional)).returning(_T.id))


def _update(values: Mapping[str, Any], *, conditional: bool) -> Statement:
    return Statement(
        update(TaskTable)
        .where(*_one(), *_at_versions(conditional))
        .values(**values, version=_T.version + 1, updated_at=_WRITTEN_AT)
        .returning(*_kept())
    )


def _text_bytes(task: Any) -> ColumnElement[Any]:
    """Return the size of a task's texts in bytes, which PostgreSQL knows without reading long ones."""
    nothing: ColumnElement[Any] = literal_column("0")
    sizes = (
        func.octet_length(task[name].cast(Text) if isinstance(_T[name].type, ARRAY) else task[name])
        for name in WRITTEN
        if isinstance(_T[name].type, Text | ARRAY)
    )
    return sum((func.coalesce(size, nothing) for size in sizes), nothing)


def _kept() -> list[ColumnElement[Any]]:
    return [_COLUMNS[name] for name in StoredTask.__annotations__]


def _bound(name: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    return bindparam(name, type_=column.type)


_OWNER = _bound("owner", _T.user_id)
# Citus allows no now() within an expression of an UPDATE, but a column, whose value the coordinator's clock gives.
_NOW = select(func.now().label("moment")).subquery("clock").c.moment
_WRITTEN_AT = func.greatest(_NOW, _T.updated_at)
"""The time of a change. It never goes back, also if a transaction that began earlier writes later."""


def _one() -> list[ColumnElement[bool]]:
    return [_T.user_id == _OWNER, _T.id == _bound("id", _T.id)]


def _at_versions(conditional: bool) -> list[ColumnElement[bool]]:
    return [_T.version == any_(bindparam("versions", type_=ARRAY(Integer)))] if conditional else []


def _with_status(statement: Select[Any], completed: bool | None) -> Select[Any]:
    if completed is None:
        return statement
    return statement.where(_T.completed_at.is_not(None) if completed else _T.completed_at.is_(None))


def _filtered(statement: Select[Any], shape: ListShape) -> Select[Any]:
    statement = _with_status(statement, shape.completed)
    if shape.priority:
        statement = statement.where(_T.priority == _bound("priority", _T.priority))
    if shape.tags:
        statement = statement.where(_T.tags.contains(_bound("tags", _T.tags)))
    if shape.due_after:
        statement = statement.where(_T.due_order >= _bound("due_after", _T.due_order), _T.due_order < UNDATED)
    if shape.due_before:
        # No due date of the contract is as late as UNDATED.
        statement = statement.where(_T.due_order < _bound("due_before", _T.due_order))
    if shape.tags or shape.words:
        statement = statement.where(planned_for_its_values())
    if shape.words:
        statement = statement.where(found_in(_T.words, bindparam("words", type_=_T.title.type)))
    return statement
