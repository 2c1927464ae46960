"""Tasks as the contract has them: what a body says of one, and what a body tells of them."""

from collections.abc import Iterable

from pydantic import MISSING

from contracts.runtime import unchecked
from generated import models
from impl.storage.values import PRIORITY_NAMES, NewTask, StoredTask

_make_task = unchecked(models.Task)


def new_task(body: models.TaskCreate) -> NewTask:
    """What a body asks for; what it leaves out is none."""
    return NewTask(
        title=body.title,
        description=None if body.description is MISSING else body.description,
        completed=body.completed,
        priority=body.priority,
        tags=[] if body.tags is MISSING else body.tags,
        due_date=None if body.due_date is MISSING else body.due_date,
    )


def task_body(task: StoredTask) -> models.Task:
    """One task."""
    return task_bodies([task])[0]


def task_bodies(tasks: Iterable[StoredTask]) -> list[models.Task]:
    """Several tasks."""
    # In one loop, each taken apart at once, for a list has many.
    return [
        _make_task(
            id=number,
            user_id=user_id,
            title=title,
            description=description,
            completed=done_at is not None,
            completed_at=done_at,
            priority=PRIORITY_NAMES[rank],
            tags=tags,
            due_date=due_on if due_at is None else due_at,
            created_at=created_at,
            updated_at=updated_at,
            version=version,
        )
        for (
            user_id, number, title, description, done_at, rank, tags, due_on, due_at, created_at, updated_at, version
        ) in tasks
    ]  # fmt: skip
