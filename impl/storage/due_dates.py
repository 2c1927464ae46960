"""A due date is a day or a moment: two columns, and one to order them by."""

from datetime import UTC, date, datetime

from impl.storage.values import DueDate


def due_columns(value: object) -> tuple[date | None, datetime | None]:
    """The columns `due_on` and `due_at` of a due date."""
    if isinstance(value, datetime):
        return None, value.astimezone(UTC)
    return (value if isinstance(value, date) else None), None


def order_value(value: DueDate) -> datetime:
    """The moment that a due date is ordered by: a day counts as its midnight in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
