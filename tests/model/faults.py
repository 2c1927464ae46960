"""Faults to plant in the server, each of which the comparison with the model must find."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from impl.database.statement import Statement
from impl.services import bodies
from impl.services import tasks as services
from impl.storage.errors import TaskChanged
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tables import TaskCounterTable
from impl.storage.task_statements import _COUNTER
from impl.storage.tasks import TaskStore

Patch = pytest.MonkeyPatch
Fault = Callable[[Patch], None]
FAULTS: list[Fault] = []


def _fault(plant: Fault) -> Fault:
    FAULTS.append(plant)
    return plant


def _wrapped(patch: Patch, owner: type, name: str, around: Callable[..., Any]) -> None:
    original = getattr(owner, name)

    async def changed(self: Any, *arguments: Any, **named: Any) -> Any:
        return await around(original, self, *arguments, **named)

    patch.setattr(owner, name, changed)


@_fault
def toggle_that_reads_before_it_writes(patch: Patch) -> None:
    """Two at once undo each other."""

    async def around(original: Any, self: TaskStore, task_id: int, completed: Any, versions: Any = None) -> Any:
        if completed is None:
            completed = (await self.get_task(task_id)).completed_at is None
        return await original(self, task_id, completed, versions)

    _wrapped(patch, TaskStore, "complete_task", around)


@_fault
def condition_that_is_checked_before_it_writes(patch: Patch) -> None:
    """Two who read the same version both win."""

    async def around(original: Any, self: TaskStore, task_id: int, changes: Any, versions: Any = None) -> Any:
        task = await self.get_task(task_id)
        if versions is not None and task.version not in versions:
            raise TaskChanged(task.version)
        return await original(self, task_id, changes)

    _wrapped(patch, TaskStore, "update_task", around)


@_fault
def one_tag_is_enough(patch: Patch) -> None:
    """Of several tags only the first is looked for."""

    async def around(original: Any, self: TaskStore, wanted: Any, *more: Any) -> Any:
        return await original(self, replace(wanted, tags=wanted.tags[:1]), *more)

    _wrapped(patch, TaskStore, "list_tasks", around)


@_fault
def page_that_skips_one(patch: Patch) -> None:
    """The next page begins one task too late."""

    async def around(original: Any, self: TaskStore, wanted: Any, sort: Any, order: Any, limit: int, after: Any) -> Any:
        page = await original(self, wanted, sort, order, limit, after)
        return replace(page, tasks=page.tasks[1:]) if after is not None else page

    _wrapped(patch, TaskStore, "list_tasks", around)


@_fault
def ties_in_another_order(patch: Patch) -> None:
    """Tasks that compare equal come the other way round."""

    async def around(original: Any, self: TaskStore, wanted: Any, sort: Any, order: Any, limit: int, after: Any) -> Any:
        page = await original(self, wanted, sort, order, limit, after)
        if sort == "title":
            page.tasks.sort(key=lambda task: (task.title.lower(), -task.id), reverse=order == "desc")
        return page

    _wrapped(patch, TaskStore, "list_tasks", around)


@_fault
def number_of_a_deleted_task_given_again(patch: Patch) -> None:
    """The counter goes back."""

    async def around(original: Any, self: TaskStore, task_id: int, versions: Any = None) -> None:
        await original(self, task_id, versions)
        back = (
            update(TaskCounterTable)
            .where(_COUNTER.user_id == self._owner, _COUNTER.last_id == task_id)
            .values(last_id=task_id - 1)
            .returning(_COUNTER.last_id)
        )
        await self._session.run(Statement(back), {})

    _wrapped(patch, TaskStore, "delete_task", around)


@_fault
def field_left_out_is_wiped(patch: Patch) -> None:
    """An update replaces."""

    async def around(original: Any, self: TaskStore, task_id: int, changes: Any, versions: Any = None) -> Any:
        return await original(self, task_id, {"description": None, **changes}, versions)

    _wrapped(patch, TaskStore, "update_task", around)


@_fault
def version_that_stays_on_completion(patch: Patch) -> None:
    """Completing is told as if it were no write."""

    async def around(original: Any, self: TaskStore, *arguments: Any) -> Any:
        task = await original(self, *arguments)
        return task._replace(version=task.version - 1)

    _wrapped(patch, TaskStore, "complete_task", around)


@_fault
def key_that_is_forgotten(patch: Patch) -> None:
    """A repeated request makes a second task."""

    async def claim(self: IdempotencyStore, key: str, fingerprint: str) -> None:
        return None

    patch.setattr(IdempotencyStore, "claim", claim)


@_fault
def key_for_any_body(patch: Patch) -> None:
    """Another body is answered with the first one's task."""
    original = IdempotencyStore.claim

    async def claim(self: IdempotencyStore, key: str, fingerprint: str) -> Any:
        return await original(self, key, "the same")

    patch.setattr(IdempotencyStore, "claim", claim)


@_fault
def all_day_that_a_zone_shifts(patch: Patch) -> None:
    """A day is due at the end of the day before."""
    original = bodies.task_body

    def shifted(task: Any) -> Any:
        due = task.due_on if task.due_at is None else task.due_at
        if due is None or due.day != 1:
            return original(task)
        return original(task._replace(**{"due_on" if task.due_at is None else "due_at": due.replace(day=28)}))

    patch.setattr(services, "task_body", shifted)
