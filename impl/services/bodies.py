"""Tasks as the contract has them: what a body says of one, and what a body tells of them."""

from datetime import date, datetime

from pydantic import MISSING

from generated import models
from impl.services.mapping import bodies_of, check_writable
from impl.storage.values import PRIORITY_NAMES, Priority, StoredTask
from impl.storage.writing import DIFFERING, WRITTEN


def completed(completed_at: datetime | None) -> bool:
    """The member `completed`: whether the task has a time at which it was completed."""
    return completed_at is not None


def priority(priority: int) -> Priority:
    """The member `priority`: the contract's name (`low`, `medium`, `high`) of the number that the column has."""
    return PRIORITY_NAMES[priority]


def due_date(due_on: date | None, due_at: datetime | None) -> date | datetime | None:
    """A day, or a moment in UTC."""
    return due_on if due_at is None else due_at


task_bodies = bodies_of(models.Task, StoredTask, completed, priority, due_date)
"""Several tasks as the contract has them."""
check_writable(StoredTask, WRITTEN, DIFFERING, models.TaskCreate, models.TaskUpdate)


def new_task(body: models.TaskCreate) -> dict[str, object]:
    """What a body asks for."""
    return {name: value for name, value in body.__dict__.items() if value is not MISSING}


def task_body(task: StoredTask) -> models.Task:
    """One task."""
    return task_bodies((task,))[0]
