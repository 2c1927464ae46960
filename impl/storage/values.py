"""What goes into storage and comes out of it."""

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
    """A task as it is kept: its columns, in the order in which they are read. No value is made for a row but this."""


class TagCount(NamedTuple):
    """A tag, and how many tasks carry it."""

    tag: str
    tasks: int


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; what is None or empty does not matter. `due_after` is inclusive, `due_before` is not."""

    completed: bool | None = None
    priority: Priority | None = None
    tags: tuple[str, ...] = ()
    due_after: DueDate | None = None
    due_before: DueDate | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class PageKey:
    """Where a page ends: what it is ordered by, and the number that decides between equals."""

    value: datetime | int | str
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some tasks, and where the next page begins, if there is one."""

    tasks: list[StoredTask]
    next: PageKey | None
    text_bytes: int
    """Of all its tasks, in title, description and tags."""
    _key: Callable[[int], PageKey]

    def first(self, count: int) -> "Page":
        """So many of its tasks; the next page begins with the one behind them."""
        return replace(self, tasks=self.tasks[:count], next=self._key(count - 1))
