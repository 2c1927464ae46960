"""The tasks of one owner: every query is scoped to them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, delete, func, insert, literal, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from .due_dates import due_columns, due_date, order_value
from .errors import TaskChanged, TaskNotFound
from .tables import NOT_IN_WORDS, UNDATED, TaskCounterTable, TaskTable
from .values import PRIORITIES, PRIORITY_NAMES, NewTask, Order, Page, PageKey, Sort, StoredTask, TaskFilter

_T: Any = TaskTable.__table__.c  # type: ignore[attr-defined]
_COUNTER: Any = TaskCounterTable.__table__.c  # type: ignore[attr-defined]
_KEPT: tuple[ColumnElement[Any], ...] = (
    *(_T.user_id, _T.id, _T.title, _T.description, _T.completed_at, _T.priority, _T.tags, _T.due_on, _T.due_at),
    *(_T.created_at, _T.updated_at, _T.version),
)
_ORDERED_BY: Mapping[Sort, ColumnElement[Any]] = {
    "created_at": _T.created_at,
    "updated_at": _T.updated_at,
    "due_date": _T.due_order,
    "priority": _T.priority,
    "title": _T.title_order,
}


class TaskStore:
    """The tasks of `owner`, in the transaction of `session`. Each method but a failed write is one statement."""

    def __init__(self, session: AsyncSession, owner: str) -> None:
        if not owner:
            raise ValueError("tasks are stored for an owner")
        self._session = session
        self._owner = owner

    async def list_tasks(self, wanted: TaskFilter, sort: Sort, order: Order, limit: int, after: PageKey | None) -> Page:
        """At most `limit` tasks, from behind `after` on."""
        by = _ORDERED_BY[sort]
        statement = _filtered(select(*_KEPT, by.label("page_key")).where(_T.user_id == self._owner), wanted)
        ascending = order == "asc"
        if after is not None:
            here, there = tuple_(by, _T.id), tuple_(literal(after.value, by.type), literal(after.id, _T.id.type))
            statement = statement.where(here > there if ascending else here < there)
        statement = statement.order_by(by.asc() if ascending else by.desc(), _T.id.asc() if ascending else _T.id.desc())
        rows = (await self._session.execute(statement.limit(limit + 1))).all()
        page = rows[:limit]
        last = PageKey(page[-1].page_key, page[-1].id) if len(rows) > limit else None
        return Page([_stored(row) for row in page], last)

    async def create_task(self, task: NewTask) -> StoredTask:
        """Give the task the owner's next number and keep it."""
        counter = (
            upsert(TaskCounterTable)
            .values(user_id=self._owner, last_id=1)
            .on_conflict_do_update(index_elements=["user_id"], set_={"last_id": _COUNTER.last_id + 1})
            .returning(_COUNTER.last_id)
            .cte("counter")
        )
        due_on, due_at = due_columns(task.due_date)
        values: dict[str, ColumnElement[Any]] = {
            "user_id": literal(self._owner, _T.user_id.type),
            "id": counter.c.last_id,
            "title": literal(task.title, _T.title.type),
            "description": literal(task.description, _T.description.type),
            "completed_at": func.now() if task.completed else literal(None, _T.completed_at.type),
            "priority": literal(PRIORITIES[task.priority], _T.priority.type),
            "tags": literal(task.tags, _T.tags.type),
            "due_on": literal(due_on, _T.due_on.type),
            "due_at": literal(due_at, _T.due_at.type),
            "created_at": func.now(),
            "updated_at": func.now(),
            "version": literal(1, _T.version.type),
        }
        statement = insert(TaskTable).from_select(list(values), select(*values.values())).returning(*_KEPT)
        return _stored((await self._session.execute(statement)).one())

    async def get_task(self, task_id: int) -> StoredTask:
        """Raises TaskNotFound."""
        statement = select(*_KEPT).where(_T.user_id == self._owner, _T.id == task_id)
        row = (await self._session.execute(statement)).one_or_none()
        if row is None:
            raise TaskNotFound
        return _stored(row)

    async def update_task(
        self, task_id: int, changes: Mapping[str, object], versions: Sequence[int] | None = None
    ) -> StoredTask:
        """Change the fields named, which are those of NewTask.

        Raises TaskNotFound, or TaskChanged if the task is at none of `versions`.
        """
        values: dict[str, Any] = dict(changes)
        if "priority" in values:
            values["priority"] = PRIORITIES[values["priority"]]
        if "due_date" in values:
            values["due_on"], values["due_at"] = due_columns(values.pop("due_date"))
        if "completed" in values:
            values["completed_at"] = func.coalesce(_T.completed_at, func.now()) if values.pop("completed") else None
        return await self._write(task_id, values, versions)

    async def complete_task(
        self, task_id: int, completed: bool | None, versions: Sequence[int] | None = None
    ) -> StoredTask:
        """Set whether it is completed, or turn it round where that is None. Raises as `update_task` does."""
        if completed is not None:
            return await self.update_task(task_id, {"completed": completed}, versions)
        return await self._write(task_id, {"completed_at": case((_T.completed_at.is_(None), func.now()))}, versions)

    async def delete_task(self, task_id: int, versions: Sequence[int] | None = None) -> None:
        """Remove it. Raises as `update_task` does."""
        statement = delete(TaskTable).where(*self._one(task_id, versions)).returning(_T.id)
        if (await self._session.execute(statement)).one_or_none() is None:
            await self._explain(task_id)

    async def _write(self, task_id: int, values: Mapping[str, Any], versions: Sequence[int] | None) -> StoredTask:
        statement = (
            update(TaskTable)
            .where(*self._one(task_id, versions))
            # A transaction that began earlier may write later; the time of a task still never goes back.
            .values(**values, version=_T.version + 1, updated_at=func.greatest(func.now(), _T.updated_at))
            .returning(*_KEPT)
            .execution_options(synchronize_session=False)
        )
        row = (await self._session.execute(statement)).one_or_none()
        if row is None:
            await self._explain(task_id)
            raise TaskNotFound
        return _stored(row)

    def _one(self, task_id: int, versions: Sequence[int] | None) -> list[ColumnElement[bool]]:
        where = [_T.user_id == self._owner, _T.id == task_id]
        return where if versions is None else [*where, _T.version.in_(versions)]

    async def _explain(self, task_id: int) -> None:
        """Why nothing was written: the task is not there, or not at the version expected."""
        version = await self._session.scalar(select(_T.version).where(*self._one(task_id, None)))
        if version is None:
            raise TaskNotFound
        raise TaskChanged(version)


def _filtered(statement: Select[Any], wanted: TaskFilter) -> Select[Any]:
    if wanted.completed is not None:
        statement = statement.where(_T.completed_at.is_not(None) if wanted.completed else _T.completed_at.is_(None))
    if wanted.priority is not None:
        statement = statement.where(_T.priority == PRIORITIES[wanted.priority])
    if wanted.tags:
        statement = statement.where(_T.tags.contains(list(wanted.tags)))
    if wanted.due_after is not None:
        statement = statement.where(_T.due_order >= order_value(wanted.due_after), _T.due_order < UNDATED)
    if wanted.due_before is not None:
        # No due date of the contract is as late as UNDATED.
        statement = statement.where(_T.due_order < order_value(wanted.due_before))
    if wanted.words is not None:
        words = func.regexp_replace(wanted.words, NOT_IN_WORDS, " ", "g")
        statement = statement.where(_T.words.op("@@")(func.plainto_tsquery("simple", words)))
    return statement


def _stored(row: Row[Any]) -> StoredTask:
    return StoredTask(
        user_id=row.user_id,
        id=row.id,
        title=row.title,
        description=row.description,
        completed_at=row.completed_at,
        priority=PRIORITY_NAMES[row.priority],
        tags=row.tags,
        due_date=due_date(row.due_on, row.due_at),
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )
