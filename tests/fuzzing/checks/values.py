"""How values of tasks compare."""

import re
from datetime import UTC, date, datetime, time

from tests.support.document import Json

DEFAULTS: dict[str, Json] = {
    "description": None,
    "completed": False,
    "priority": "medium",
    "tags": [],
    "due_date": None,
}
"""What a field of a new task is when it is left out."""

FOREVER = datetime.max.replace(tzinfo=UTC)
PRIORITIES = ["low", "medium", "high"]


def moment(text: str | None) -> datetime:
    """A due date as a moment: a day is its midnight in UTC, none comes after all others. To the microsecond."""
    if text is None:
        return FOREVER
    if "T" not in text:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))


def same_value(stored: Json, sent: Json) -> bool:
    """Whether a field is what was sent; moments are kept to the microsecond and answered in UTC."""
    if (
        isinstance(sent, str)
        and isinstance(stored, str)
        and re.match(r"\d{4}-\d\d-\d\dT.*[Z0-9]$", sent)
        and stored != sent
    ):
        try:
            return abs((moment(stored) - moment(sent)).total_seconds()) < 0.000_002
        except ValueError:
            return False
    return bool(stored == sent)
