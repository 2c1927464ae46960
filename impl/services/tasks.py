"""Implements the operations on tasks."""

from collections.abc import Callable
from operator import attrgetter
from typing import Literal

from pydantic import MISSING

from contracts.runtime import InvalidRequest, Violation
from generated import models
from generated.responses import NotModified
from generated.routers.tasks import (
    CompleteTask200,
    CreateTask201,
    DeleteTask204,
    GetTask200,
    ListTags200,
    ListTasks200,
    PatchTask200,
    TasksApi,
    UpdateTask200,
)
from impl.services.bodies import new_task, task_bodies, task_body
from impl.services.cursors import CursorSealer, list_digest
from impl.services.headers import is_current, next_link, task_etag, tasks_path, versions_expected
from impl.services.pages import bounded
from impl.services.replay import fingerprint, replayed_task
from impl.storage.errors import TaskChanged
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import StoredTask, TaskFilter

_CONTRADICTORY = "The parameters status and completed ask for different tasks. Leave one of them out."
_version = attrgetter("id", "version")


class TaskService(TasksApi):
    """The operations on the tasks of one owner. The `user_id` of every call is that owner.

    Raises TaskNotFound, TaskChanged, IdempotencyKeyReused (impl.storage.errors), InvalidCursor (impl.services.errors),
    InvalidRequest.
    """

    def __init__(self, tasks: TaskStore, keys: Callable[[], IdempotencyStore], cursors: CursorSealer) -> None:
        """`keys` makes the store of idempotency keys, for the requests that have one."""
        self._tasks = tasks
        self._keys = keys
        self._cursors = cursors

    async def list_tasks(
        self,
        user_id: models.UserId,
        *,
        status: models.ListTasksStatus = "all",
        completed: bool | None = None,
        priority: models.Priority | None = None,
        tag: models.ListTasksTag | None = None,
        due_after: models.DueDate | None = None,
        due_before: models.DueDate | None = None,
        search: models.ListTasksSearch | None = None,
        sort: models.ListTasksSort = "created_at",
        order: models.ListTasksOrder = "desc",
        limit: models.ListTasksLimit = 500,
        cursor: models.ListTasksCursor | None = None,
        if_none_match: models.EntityTags | None = None,
    ) -> ListTasks200 | NotModified:
        """Return a page of the matching tasks and a link to the next page (FR-011 to FR-014, FR-246)."""
        wanted = TaskFilter(
            completed=_agreed(_completed(status), completed),
            priority=priority,
            tags=tuple(tag or ()),
            due_after=due_after,
            due_before=due_before,
            words=search if search and not search.isspace() else None,
        )
        digest = list_digest(wanted, sort, order)
        after = None if cursor is None else self._cursors.open(cursor, sort, user_id, digest)
        page = bounded(await self._tasks.list_tasks(wanted, sort, order, limit, after))
        link = None
        if page.next is not None:
            link = next_link(
                user_id,
                self._cursors.seal(page.next, user_id, digest),
                ("status", status),
                ("completed", None if completed is None else str(completed).lower()),
                ("priority", priority),
                ("tag", wanted.tags),
                ("due_after", None if due_after is None else due_after.isoformat()),
                ("due_before", None if due_before is None else due_before.isoformat()),
                ("search", search),
                ("sort", sort),
                ("order", order),
                ("limit", limit),
            )
        # The tag depends on whether there is a next page, and not on the cursor, which changes with its key.
        etag = f'W/"{list_digest([*map(_version, page.tasks)], page.next is not None)}"'
        if is_current(if_none_match, etag):
            return NotModified(etag=etag)
        return ListTasks200(task_bodies(page.tasks), etag=etag, link=link)

    async def list_tags(
        self,
        user_id: models.UserId,
        *,
        status: models.ListTagsStatus = "all",
        limit: models.ListTagsLimit = 500,
        if_none_match: models.EntityTags | None = None,
    ) -> ListTags200 | NotModified:
        """Return the tags in use, each with the number of its tasks (FR-045)."""
        found = await self._tasks.list_tags(_completed(status), limit)
        etag = f'W/"{list_digest(found)}"'
        if is_current(if_none_match, etag):
            return NotModified(etag=etag)
        return ListTags200([models.TagCount(tag=one.tag, count=one.tasks) for one in found], etag=etag)

    async def create_task(
        self,
        user_id: models.UserId,
        body: models.TaskCreate,
        *,
        idempotency_key: models.CreateTaskIdempotencyKey | None = None,
    ) -> CreateTask201:
        """Create a task; with a key that was used before, return the task that was created then (FR-001 to FR-004)."""
        if idempotency_key is None:
            return _created(task_body(await self._tasks.create_task(new_task(body))))
        keys = self._keys()
        kept = await keys.claim(idempotency_key, fingerprint(body))
        if kept is not None:
            return _created(replayed_task(kept, body, user_id))
        task = task_body(await self._tasks.create_task(new_task(body)))
        await keys.keep(idempotency_key, task.model_dump(mode="json"))
        return _created(task)

    async def get_task(
        self, user_id: models.UserId, task_id: models.TaskId, *, if_none_match: models.EntityTags | None = None
    ) -> GetTask200 | NotModified:
        """Return a task, or 304 if the client has its current version (FR-018)."""
        task = await self._tasks.get_task(task_id)
        etag = task_etag(task.version)
        return NotModified(etag=etag) if is_current(if_none_match, etag) else GetTask200(task_body(task), etag=etag)

    async def update_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskUpdate,
        *,
        if_match: models.EntityTags | None = None,
    ) -> UpdateTask200:
        """Change the given fields (FR-005, FR-006, FR-018)."""
        task = await self._merge(task_id, body, if_match)
        return UpdateTask200(task_body(task), etag=task_etag(task.version))

    async def patch_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskUpdate,
        *,
        if_match: models.EntityTags | None = None,
    ) -> PatchTask200:
        """Change the given fields, as `update_task` does (FR-005, FR-006, FR-018)."""
        task = await self._merge(task_id, body, if_match)
        return PatchTask200(task_body(task), etag=task_etag(task.version))

    async def delete_task(
        self, user_id: models.UserId, task_id: models.TaskId, *, if_match: models.EntityTags | None = None
    ) -> DeleteTask204:
        """Delete a task for good (FR-002, FR-018)."""
        await self._tasks.delete_task(task_id, versions_expected(if_match))
        return DeleteTask204()

    async def complete_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskCompletion | None = None,
        *,
        if_match: models.EntityTags | None = None,
    ) -> CompleteTask200:
        """Set whether a task is completed, or toggle it if the body does not say (FR-007, FR-018)."""
        completed = None if body is None or body.completed is MISSING else body.completed
        task = await self._tasks.complete_task(task_id, completed, versions_expected(if_match))
        return CompleteTask200(task_body(task), etag=task_etag(task.version))

    async def _merge(self, task_id: int, body: models.TaskUpdate, if_match: str | None) -> StoredTask:
        changes = {name: getattr(body, name) for name in body.model_fields_set}
        versions = versions_expected(if_match)
        if changes:
            return await self._tasks.update_task(task_id, changes, versions)
        task = await self._tasks.get_task(task_id)  # the body had only ignored members, so nothing is written
        if versions is not None and task.version not in versions:
            raise TaskChanged(task.version)
        return task


def _completed(status: Literal["all", "pending", "completed"]) -> bool | None:
    return None if status == "all" else status == "completed"


def _agreed(by_status: bool | None, completed: bool | None) -> bool | None:
    """Combine the parameters `status` and `completed`. Raises InvalidRequest if they contradict each other (FR-012)."""
    if by_status is not None and completed is not None and by_status != completed:
        raise InvalidRequest([Violation("query", "completed", None, "enum", _CONTRADICTORY)])
    return by_status if completed is None else completed


def _created(task: models.Task) -> CreateTask201:
    return CreateTask201(task, location=f"{tasks_path(task.user_id)}/{task.id}", etag=task_etag(task.version))
