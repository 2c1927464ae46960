"""Parameters and results of storage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from impl.storage.rows import row_class
from impl.storage.tables import TaskTable

Priority: TypeAlias = Literal["low", "medium", "high"]
Sort: TypeAlias = Literal["created_at", "updated_at", "due_date", "priority", "title"]
Order: TypeAlias = Literal["asc", "desc"]
# Either a day, or a moment with an offset.
DueDate: TypeAlias = date | datetime

PRIORITIES: Final[Mapping[Priority, int]] = {"low": 1, "medium": 2, "high": 3}
PRIORITY_NAMES: Final[Mapping[int, Priority]] = {rank: name for name, rank in PRIORITIES.items()}


if TYPE_CHECKING:
    StoredTask: TypeAlias = TaskTable
else:
    StoredTask = row_class(TaskTable, "StoredTask")
    """The row of a task: its columns in the order in which they are selected."""


class TagCount(NamedTuple):
    """A tag and the number of tasks that have it."""

    tag: str
    tasks: int


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """The filters of a list; None and empty ones match all tasks. `due_after` is inclusive, `due_before` exclusive."""

    completed: bool | None = None
    priority: Priority | None = None
    tags: tuple[str, ...] = ()
    due_after: DueDate | None = None
    due_before: DueDate | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class PageKey:
    """The last position of a page: the value that the list is sorted by, and the id that breaks ties."""

    value: datetime | int | str
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """The tasks of a page, and the position after which the next page begins, or None."""

    tasks: list[StoredTask]
    next: PageKey | None
    text_bytes: int
    """The size of the titles, descriptions and tags of all its tasks."""
    _key: Callable[[int], PageKey]

    def first(self, count: int) -> "Page":
        """Return a page of the first `count` tasks."""
        return replace(self, tasks=self.tasks[:count], next=self._key(count - 1))
