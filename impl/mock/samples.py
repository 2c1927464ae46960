"""Tasks to begin with, so that a frontend has something to show."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from generated import models

_TITLES: tuple[tuple[str, list[str]], ...] = (
    ("Buy milk", ["home", "errands"]),
    ("Pay the rent", ["home", "money"]),
    ("Prepare the slides for Monday", ["work"]),
    ("Call the dentist", ["health"]),
    ("Book the train to Lyon", ["travel", "money"]),
    ("Water the plants", ["home"]),
    ("Review the budget", ["work", "money"]),
    ("Renew the passport", ["travel", "errands"]),
    ("Read the chapter about indexes", []),
    ("Return the library books", ["errands"]),
    ("Write to the landlord", ["home"]),
)
_PRIORITIES: tuple[models.Priority, ...] = ("medium", "high", "low")
_DAYS = (None, 0, 1, -2, 3, None, 7, -1, 14)
"""How far from today a task is due; negative if it is overdue."""


def sample_tasks(count: int, now: datetime) -> Iterator[models.TaskCreate]:
    """Yield so many tasks, the same ones each time, with due dates around `now`: none, whole days and times of day;
    open and completed, of all priorities, with and without tags and a description."""
    today = now.astimezone(UTC).date()
    for number in range(count):
        round_, which = divmod(number, len(_TITLES))
        title, tags = _TITLES[which]
        more: dict[str, Any] = {}
        days = _DAYS[number % len(_DAYS)]
        if days is not None:
            day = today + timedelta(days=days)
            more["due_date"] = day if number % 2 else datetime.combine(day, time(9 + number % 8, 30), UTC)
        if number % 3 == 0:
            more["description"] = f"A sample of the mock, number {number + 1}."
        yield models.TaskCreate(
            title=f"{title} ({round_ + 1})" if round_ else title,
            completed=number % 4 == 3,
            priority=_PRIORITIES[number % len(_PRIORITIES)],
            tags=tags,
            **more,
        )
