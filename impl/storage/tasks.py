"""Stores the tasks of one owner."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from impl.database.statement import Session, Statement
from impl.storage import task_statements as statements
from impl.storage.due_dates import order_value
from impl.storage.errors import TaskChanged, TaskNotFound
from impl.storage.rows import maker
from impl.storage.values import PRIORITIES, Order, Page, PageKey, Sort, StoredTask, TagCount, TaskFilter
from impl.storage.writing import columns_of, new_columns

# For a list, which has many rows, without a call of Python's for each.
_own_columns: Callable[[Any], tuple[Any, ...]] = itemgetter(slice(len(StoredTask.__annotations__)))
_stored = maker(StoredTask)


class TaskStore:
    """The tasks of `owner` in the transaction of `session`. Each method runs one statement, a failed write two."""

    def __init__(self, session: Session, owner: str) -> None:
        if not owner:
            raise ValueError("tasks are stored for an owner")
        self._session = session
        self._owner = owner

    async def list_tasks(self, wanted: TaskFilter, sort: Sort, order: Order, limit: int, after: PageKey | None) -> Page:
        """Return at most `limit` tasks after the position `after`, with at most `MOST_TEXT` bytes of text."""
        values: dict[str, object] = {"owner": self._owner, "limit": limit + 1}
        if wanted.priority is not None:
            values["priority"] = PRIORITIES[wanted.priority]
        if wanted.tags:
            values["tags"] = wanted.tags
        if wanted.due_after is not None:
            values["due_after"] = order_value(wanted.due_after)
        if wanted.due_before is not None:
            values["due_before"] = order_value(wanted.due_before)
        if wanted.words is not None:
            values["words"] = wanted.words
        if after is not None:
            values["after_value"], values["after_id"] = after.value, after.id
        shape = statements.shape_of(wanted, sort, order, after=after is not None)
        rows = await self._session.read(statements.list_tasks(shape), values)
        page = rows[:limit]
        if len(page) > 1 and page[-1]["through"] > statements.MOST_TEXT:
            page = page[:-1]
        by = statements.PAGE_KEYS[sort]

        def key(place: int) -> PageKey:
            return PageKey(page[place][by], page[place]["id"])

        last = key(-1) if len(rows) > len(page) else None
        return Page([*map(_stored, map(_own_columns, page))], last, page[-1]["through"] if page else 0, key)

    async def list_tags(self, completed: bool | None, limit: int) -> list[TagCount]:
        """Return at most `limit` tags of all tasks, or of completed or pending ones, the most used first."""
        rows = await self._session.read(statements.list_tags(completed), {"owner": self._owner, "limit": limit})
        return [TagCount._make(row) for row in rows]

    async def create_task(self, fields: Mapping[str, object]) -> StoredTask:
        """Insert a task with these fields, named as in the contract, and the owner's next id."""
        values, completed = new_columns(fields)
        values["owner"] = self._owner
        (row,) = await self._session.run(statements.create_task(completed=completed), values)
        return _stored(row)

    async def get_task(self, task_id: int) -> StoredTask:
        """Return a task. Raises TaskNotFound."""
        rows = await self._session.read(statements.get_task(), {"owner": self._owner, "id": task_id})
        if not rows:
            raise TaskNotFound
        return _stored(rows[0])

    async def update_task(
        self, task_id: int, changes: Mapping[str, object], versions: Sequence[int] | None = None
    ) -> StoredTask:
        """Change these fields, named as in the contract.

        Raises TaskNotFound, and TaskChanged if `versions` does not include the task's version.
        """
        values, completed = columns_of(changes)
        statement = statements.update_task(frozenset(values), completed, conditional=versions is not None)
        return await self._write(statement, task_id, values, versions)

    async def complete_task(
        self, task_id: int, completed: bool | None, versions: Sequence[int] | None = None
    ) -> StoredTask:
        """Set whether a task is completed, or toggle it for None. Raises what `update_task` raises."""
        if completed is not None:
            return await self.update_task(task_id, {"completed": completed}, versions)
        return await self._write(statements.toggle_task(conditional=versions is not None), task_id, {}, versions)

    async def delete_task(self, task_id: int, versions: Sequence[int] | None = None) -> None:
        """Delete a task. Raises what `update_task` raises."""
        statement = statements.delete_task(conditional=versions is not None)
        values = {"owner": self._owner, "id": task_id, "versions": versions}
        if not await self._session.run(statement, values):
            await self._explain(task_id, versions)

    async def _write(
        self, statement: Statement, task_id: int, values: Mapping[str, object], versions: Sequence[int] | None
    ) -> StoredTask:
        values = {**values, "owner": self._owner, "id": task_id, "versions": versions}
        rows = await self._session.run(statement, values)
        if not rows:
            await self._explain(task_id, versions)
            raise TaskNotFound
        return _stored(rows[0])

    async def _explain(self, task_id: int, versions: Sequence[int] | None) -> None:
        """Raise the reason why no row was written: TaskNotFound, or TaskChanged.

        Without expected versions the task was missing, so it is not looked up: it may exist by now.
        """
        if versions is None:
            raise TaskNotFound
        found = await self._session.run(statements.get_version(), {"owner": self._owner, "id": task_id})
        if not found:
            raise TaskNotFound
        raise TaskChanged(found[0]["version"])
