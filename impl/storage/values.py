"""What goes into storage and comes out of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, TypeAlias

Priority: TypeAlias = Literal["low", "medium", "high"]
Sort: TypeAlias = Literal["created_at", "updated_at", "due_date", "priority", "title"]
Order: TypeAlias = Literal["asc", "desc"]
# Either a day, or a moment with an offset.
DueDate: TypeAlias = date | datetime

PRIORITIES: Final[Mapping[Priority, int]] = {"low": 1, "medium": 2, "high": 3}
PRIORITY_NAMES: Final[Mapping[int, Priority]] = {rank: name for name, rank in PRIORITIES.items()}


class StoredTask(NamedTuple):
    """A task as it is kept, its columns in the order in which they are read: no value is made for a row but this."""

    user_id: str
    id: int
    title: str
    description: str | None
    completed_at: datetime | None
    rank: int
    tags: list[str]
    due_on: date | None
    due_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int

    @property
    def priority(self) -> Priority:
        """The name of its rank."""
        return PRIORITY_NAMES[self.rank]

    @property
    def due_date(self) -> DueDate | None:
        """A day, or a moment in UTC."""
        return self.due_on if self.due_at is None else self.due_at


class TagCount(NamedTuple):
    """A tag, and how many tasks carry it."""

    tag: str
    tasks: int


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task to be made."""

    title: str
    description: str | None
    completed: bool
    priority: Priority
    tags: list[str]
    due_date: DueDate | None


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
