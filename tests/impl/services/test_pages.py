"""FR-230: bounds that show, without serializing it, that a page is small enough."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.runtime.json_bytes import write_json
from impl.services import pages
from impl.services.bodies import task_body
from impl.storage.values import StoredTask
from impl.storage.writing import stored_task

MOMENT = datetime(2999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
LONGEST: Any = stored_task(
    {
        **dict.fromkeys(StoredTask.__annotations__),
        "user_id": "\U0001f600" * 128,
        "id": 2**31 - 1,
        "title": "\1" * 200,
        "description": "\1" * 5000,
        "completed_at": MOMENT,
        "priority": 2,
        "tags": ["\1" * 48 + f"{number:02}" for number in range(20)],
        "due_at": MOMENT,
        "created_at": MOMENT,
        "updated_at": MOMENT,
        "version": 2**31 - 1,
    }
)
TEXT = 200 + 5000 + 20 * 50


@pytest.mark.parametrize("completed", [MOMENT, None])
@pytest.mark.parametrize("due", [MOMENT, None])
def test_the_longest_task(completed: datetime | None, due: datetime | None) -> None:
    """It is within all bounds, and 26 of them fit into a page, as the contract says."""
    task = LONGEST._replace(completed_at=completed, due_at=due, due_on=None if due else date(2999, 12, 31))
    size = len(write_json(task_body(task)))
    rest = pages._LONGEST_REST + 4 * len(task.user_id)
    assert size < pages._LONGEST_ESCAPE * TEXT + rest
    assert 26 * (size + 1) + 1 <= pages.MAX_BYTES


def test_the_rest_of_a_task() -> None:
    """The size without the texts, if the texts need no escaping in JSON."""
    task = LONGEST._replace(title="x", description=None, tags=["x"] * 20)
    assert len(write_json(task_body(task))) - 21 <= pages._LONGEST_REST + 4 * len(task.user_id)
