"""Converts request bodies to fields of a task, and stored tasks to bodies of responses."""

from datetime import date, datetime

from pydantic import MISSING

from generated import models
from impl.services.mapping import bodies_of, check_writable
from impl.storage.values import PRIORITY_NAMES, Priority, StoredTask
from impl.storage.writing import DIFFERING, WRITTEN


def completed(completed_at: datetime | None) -> bool:
    """Return the member `completed`: whether the task has a completion time."""
    return completed_at is not None


def priority(priority: int) -> Priority:
    """Return the member `priority`: the contract's name (`low`, `medium`, `high`) for the number in the column."""
    return PRIORITY_NAMES[priority]


def due_date(due_on: date | None, due_at: datetime | None) -> date | datetime | None:
    """Return the member `due_date`: a day, or a moment in UTC."""
    return due_on if due_at is None else due_at


task_bodies = bodies_of(models.Task, StoredTask, completed, priority, due_date)
"""Converts stored tasks to the contract's model, several at once."""
check_writable(StoredTask, WRITTEN, DIFFERING, models.TaskCreate, models.TaskUpdate)


def new_task(body: models.TaskCreate) -> dict[str, object]:
    """Return the fields that the body of a new task gives, by their names in the contract."""
    return {name: value for name, value in body.__dict__.items() if value is not MISSING}


def task_body(task: StoredTask) -> models.Task:
    """Convert one stored task to the contract's model."""
    return task_bodies((task,))[0]
