"""An independent implementation of the contract in memory: what each user should see. It shares no rule with the
server."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any
from urllib.parse import quote

from pydantic import MISSING

from contracts.runtime import InvalidRequest, Violation
from generated import models
from generated.responses import NotModified
from generated.routers import tasks as answers
from impl.mock.lists import NO_DUE_DATE, as_datetime, begin, first_mebibyte, in_utc, query, sort_key, words
from impl.services.errors import InvalidCursor
from impl.services.headers import is_current, task_etag, versions_expected
from impl.storage.errors import IdempotencyKeyReused, TaskChanged, TaskNotFound

_START = token_hex(4)
"""Begins the cursors of this process, which mean nothing to the next one."""
CONTRADICTORY = "The parameters status and completed ask for different tasks. Leave one of them out."


@dataclass
class Account:
    """The data of one user. `cursor_positions` has the list and the last task of the page for each cursor."""

    tasks: dict[int, models.Task] = field(default_factory=dict)
    last_id: int = 0
    keys: dict[str, tuple[str, models.Task]] = field(default_factory=dict)
    cursor_positions: dict[str, tuple[object, tuple[Any, int]]] = field(default_factory=dict)


class Clock:
    """Advances with every call, so that times show what came first."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 1, tzinfo=UTC)

    def tick(self) -> datetime:
        """Return a time that is later than all before."""
        self._now += timedelta(seconds=1)
        return self._now


class ModelTasks(answers.TasksApi):
    """The tasks of one user. It raises the same exceptions as the server's services."""

    def __init__(self, user_id: str, account: Account, clock: Clock) -> None:
        self._user_id = user_id
        self._path = f"/api/{quote(user_id, safe='')}/tasks"
        self._account = account
        self._clock = clock

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
    ) -> answers.ListTasks200 | NotModified:
        """Filter and sort the tasks, and return a page."""
        if completed is not None:
            asked: models.ListTasksStatus = "completed" if completed else "pending"
            if status not in ("all", asked):
                raise InvalidRequest([Violation("query", "completed", None, "enum", CONTRADICTORY)])
            status = asked
        wanted = (status, priority, tuple(tag or ()), due_after, due_before, search, sort, order)
        found = [
            task
            for task in self._account.tasks.values()
            if (status == "all" or task.completed == (status == "completed"))
            and priority in (None, task.priority)
            and set(tag or ()) <= set(task.tags)
            and (due_after is None or as_datetime(due_after) <= as_datetime(task.due_date) < NO_DUE_DATE)
            and (due_before is None or as_datetime(task.due_date) < as_datetime(due_before))
            and begin(words(search or ""), words(f"{task.title} {task.description or ''}"))
        ]
        found.sort(key=lambda task: sort_key(task, sort), reverse=order == "desc")
        if cursor is not None:
            its_list, last = self._account.cursor_positions.get(cursor, (None, (None, 0)))
            if its_list != wanted:
                raise InvalidCursor
            found = found[[sort_key(task, sort) for task in found].index(last) + 1 :]
        page, link = first_mebibyte(found[:limit]), None
        if len(found) > len(page):
            name = f"{_START}-{len(self._account.cursor_positions)}"
            self._account.cursor_positions[name] = (wanted, sort_key(page[-1], sort))
            link = f'<{self._path}?{query(wanted, limit, name)}>; rel="next"'
        etag = f'W/"{hash((tuple((task.id, task.version) for task in page), link is None)):x}"'
        if is_current(if_none_match, etag):
            return NotModified(etag=etag)
        return answers.ListTasks200(page, etag=etag, link=link)

    async def list_tags(
        self,
        user_id: models.UserId,
        *,
        status: models.ListTagsStatus = "all",
        limit: models.ListTagsLimit = 500,
        if_none_match: models.EntityTags | None = None,
    ) -> answers.ListTags200 | NotModified:
        """Count the tasks of each tag."""
        counted = Counter(
            tag
            for task in self._account.tasks.values()
            for tag in task.tags
            if status == "all" or task.completed == (status == "completed")
        )
        found = sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:limit]
        etag = f'W/"{hash(tuple(found)):x}"'
        if is_current(if_none_match, etag):
            return NotModified(etag=etag)
        return answers.ListTags200([models.TagCount(tag=tag, count=count) for tag, count in found], etag=etag)

    async def create_task(
        self,
        user_id: models.UserId,
        body: models.TaskCreate,
        *,
        idempotency_key: models.CreateTaskIdempotencyKey | None = None,
    ) -> answers.CreateTask201:
        """Create a task, or return the one that was created with the same key."""
        said = body.model_dump_json()
        if idempotency_key in self._account.keys:
            before, task = self._account.keys[idempotency_key]
            if before != said:
                raise IdempotencyKeyReused
            return self._created(task)
        self._account.last_id += 1
        now = self._clock.tick()
        said_of_it = {name: in_utc(value) for name, value in body if value is not MISSING}
        given = {"completed": False, "priority": "medium", "tags": [], **said_of_it}
        ours = {
            "id": self._account.last_id,
            "user_id": self._user_id,
            "created_at": now,
            "updated_at": now,
            "version": 1,
        }
        done_at = now if given["completed"] else None
        task = models.Task(**{**dict.fromkeys(models.Task.model_fields), **given, **ours, "completed_at": done_at})
        self._account.tasks[task.id] = task
        if idempotency_key is not None:
            self._account.keys[idempotency_key] = (said, task)
        return self._created(task)

    async def get_task(
        self, user_id: models.UserId, task_id: models.TaskId, *, if_none_match: models.EntityTags | None = None
    ) -> answers.GetTask200 | NotModified:
        """Return a task."""
        task = self._at(task_id, None)
        etag = task_etag(task.version)
        return NotModified(etag=etag) if is_current(if_none_match, etag) else answers.GetTask200(task, etag=etag)

    async def update_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskUpdate,
        *,
        if_match: models.EntityTags | None = None,
    ) -> answers.UpdateTask200:
        """Change the given members."""
        task = self._merged(task_id, body, if_match)
        return answers.UpdateTask200(task, etag=task_etag(task.version))

    async def patch_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskUpdate,
        *,
        if_match: models.EntityTags | None = None,
    ) -> answers.PatchTask200:
        """Change the given members."""
        task = self._merged(task_id, body, if_match)
        return answers.PatchTask200(task, etag=task_etag(task.version))

    async def delete_task(
        self, user_id: models.UserId, task_id: models.TaskId, *, if_match: models.EntityTags | None = None
    ) -> answers.DeleteTask204:
        """Delete a task; its number is not used again."""
        self._at(task_id, if_match)
        del self._account.tasks[task_id]
        return answers.DeleteTask204()

    async def complete_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskCompletion | None = None,
        *,
        if_match: models.EntityTags | None = None,
    ) -> answers.CompleteTask200:
        """Set whether the task is completed, or toggle it."""
        task = self._at(task_id, if_match)
        completed = not task.completed if body is None or body.completed is MISSING else body.completed
        task = self._written(task, {}, completed)
        return answers.CompleteTask200(task, etag=task_etag(task.version))

    def _at(self, task_id: int, if_match: str | None) -> models.Task:
        task = self._account.tasks.get(task_id)
        if task is None:
            raise TaskNotFound
        versions: Sequence[int] | None = versions_expected(if_match)
        if versions is not None and task.version not in versions:
            raise TaskChanged(task.version)
        return task

    def _merged(self, task_id: int, body: models.TaskUpdate, if_match: str | None) -> models.Task:
        task = self._at(task_id, if_match)
        if not body.model_fields_set:
            return task
        given = {name: in_utc(getattr(body, name)) for name in body.model_fields_set}
        completed = body.completed if "completed" in body.model_fields_set else task.completed
        return self._written(task, given, bool(completed))

    def _written(self, task: models.Task, given: dict[str, Any], completed: bool) -> models.Task:
        now = self._clock.tick()
        done = {"completed": completed, "completed_at": (task.completed_at or now) if completed else None}
        task = task.model_copy(update={**given, **done, "updated_at": now, "version": task.version + 1})
        self._account.tasks[task.id] = task
        return task

    def _created(self, task: models.Task) -> answers.CreateTask201:
        return answers.CreateTask201(task, location=f"{self._path}/{task.id}", etag=task_etag(task.version))
