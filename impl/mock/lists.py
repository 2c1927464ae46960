"""How the reference model filters, orders and cuts lists."""

import re
from datetime import UTC, date, datetime
from itertools import accumulate
from typing import Any, TypeAlias
from unicodedata import combining, normalize
from urllib.parse import urlencode

from generated import models

NO_DUE_DATE = datetime.max.replace(tzinfo=UTC)
PRIORITIES = ["low", "medium", "high"]
FILTERS = ("status", "priority", "tag", "due_after", "due_before", "search", "sort", "order")

ListQuery: TypeAlias = tuple[Any, ...]
"""The filters and the order of a list."""


def first_mebibyte(tasks: list[models.Task]) -> list[models.Task]:
    """Return as many of the tasks as fit into a JSON array of 1,048,576 bytes."""
    ends = accumulate(len(task.model_dump_json().encode()) + 1 for task in tasks)
    return [task for task, end in zip(tasks, ends, strict=True) if 1 + end <= 1_048_576]


def in_utc(value: Any) -> Any:
    """The same, with a moment in UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def as_datetime(due: date | datetime | None) -> datetime:
    if due is None:
        return NO_DUE_DATE
    return due if isinstance(due, datetime) else datetime(due.year, due.month, due.day, tzinfo=UTC)


def query(wanted: ListQuery, limit: int, cursor: str) -> str:
    """Return the query of the next page of the same list."""
    said = dict(zip(FILTERS, wanted, strict=True))
    dates = {name: said[name].isoformat() for name in ("due_after", "due_before") if said[name] is not None}
    query = {**said, **dates, "limit": limit, "cursor": cursor}
    return urlencode({name: value for name, value in query.items() if value is not None}, doseq=True)


def words(text: str) -> set[str]:
    """Return the words without accents. Each emoji is one, as each character of a script without spaces."""
    plain = "".join(character for character in normalize("NFKD", text) if not combining(character)).lower()
    alone = r"\u3040-\u30ff\u4e00-\u9fff"
    return set(re.findall(rf"[{alone}\u2190-\u2bff\U0001f000-\U0001fbff]|[^\W_{alone}]+", plain))


def begin(wanted: set[str], found: set[str]) -> bool:
    """Return whether each of the wanted words is the beginning of one that was found."""
    return all(any(word.startswith(one) for word in found) for one in wanted)


def sort_key(task: models.Task, sort: str) -> tuple[Any, int]:
    keys: dict[str, Any] = {
        "created_at": task.created_at,
        "updated_at": task.updated_at,
        "due_date": as_datetime(task.due_date),
        "priority": PRIORITIES.index(task.priority),
        "title": task.title.lower(),
    }
    return keys[sort], task.id
