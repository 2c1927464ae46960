"""Maps the fields of a task that clients write to columns of the table."""

from collections.abc import Mapping
from typing import cast

from impl.storage.due_dates import due_columns
from impl.storage.rows import default_of, maker
from impl.storage.tables import TaskTable
from impl.storage.values import PRIORITIES, Priority, StoredTask

KEPT = frozenset({"user_id", "id", "completed_at", "created_at", "updated_at", "version"})
"""The columns that only the statements write."""
WRITTEN: tuple[str, ...] = tuple(name for name in StoredTask.__annotations__ if name not in KEPT)
"""The columns that clients write. A new column of the table is one of them unless it is added to `KEPT`."""
DIFFERING = frozenset({"completed", "priority", "due_date"})
"""The members of the contract whose column has another name or type; `columns_of` maps them."""
_stored = maker(StoredTask)
_DEFAULTS = {name: default_of(TaskTable, name) for name in WRITTEN}


def columns_of(fields: Mapping[str, object]) -> tuple[dict[str, object], bool | None]:
    """Return the column values for these fields, and `completed`, which is None if it is not among the fields."""
    columns = dict(fields)
    completed = columns.pop("completed", None)
    if "priority" in columns:
        columns["priority"] = PRIORITIES[cast("Priority", columns["priority"])]
    if "due_date" in columns:
        columns["due_on"], columns["due_at"] = due_columns(columns.pop("due_date"))
    return columns, None if completed is None else bool(completed)


def new_columns(fields: Mapping[str, object]) -> tuple[dict[str, object], bool]:
    """Return the same for a new task, with the defaults of the table for fields that are left out."""
    columns, completed = columns_of(fields)
    return {**_DEFAULTS, **columns}, completed is True


def stored_task(columns: Mapping[str, object]) -> StoredTask:
    """Return a row. All of its columns must be given."""
    return _stored(columns[name] for name in StoredTask.__annotations__)
