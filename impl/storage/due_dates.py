"""Maps due dates, which are a day or a moment, to their columns."""

from datetime import UTC, date, datetime

from impl.storage.values import DueDate


def due_columns(value: object) -> tuple[date | None, datetime | None]:
    """Return the values of the columns `due_on` and `due_at` for a due date; both are None for None."""
    if isinstance(value, datetime):
        return None, value.astimezone(UTC)
    return (value if isinstance(value, date) else None), None


def order_value(value: DueDate) -> datetime:
    """Return the moment by which a due date is sorted: the midnight in UTC of a day."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
