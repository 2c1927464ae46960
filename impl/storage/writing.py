"""What a client says of a task, by the names of the contract, as columns of the table."""

from collections.abc import Mapping
from typing import cast

from impl.storage.due_dates import due_columns
from impl.storage.rows import default_of, maker
from impl.storage.tables import TaskTable
from impl.storage.values import PRIORITIES, Priority, StoredTask

KEPT = frozenset({"user_id", "id", "completed_at", "created_at", "updated_at", "version"})
"""The columns that the statements write by themselves."""
WRITTEN: tuple[str, ...] = tuple(name for name in StoredTask.__annotations__ if name not in KEPT)
"""The columns that a client writes. A new column of the table is one of them unless it is `KEPT`."""
DIFFERING = frozenset({"completed", "priority", "due_date"})
"""The members of the contract that are no columns, or of another type; `columns_of` maps them."""
_stored = maker(StoredTask)
_DEFAULTS = {name: default_of(TaskTable, name) for name in WRITTEN}


def columns_of(fields: Mapping[str, object]) -> tuple[dict[str, object], bool | None]:
    """The columns that fields of a task are written to, and whether it is completed, or None where that is not said."""
    columns = dict(fields)
    completed = columns.pop("completed", None)
    if "priority" in columns:
        columns["priority"] = PRIORITIES[cast("Priority", columns["priority"])]
    if "due_date" in columns:
        columns["due_on"], columns["due_at"] = due_columns(columns.pop("due_date"))
    return columns, None if completed is None else bool(completed)


def new_columns(fields: Mapping[str, object]) -> tuple[dict[str, object], bool]:
    """The same of a new task, which has the table's defaults where nothing is said."""
    columns, completed = columns_of(fields)
    return {**_DEFAULTS, **columns}, completed is True


def stored_task(columns: Mapping[str, object]) -> StoredTask:
    """A row of these columns, all of which have to be given."""
    return _stored(columns[name] for name in StoredTask.__annotations__)
