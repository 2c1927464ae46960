"""Reading one task."""

import pytest

from tests.api.user import User


async def test_reading_changes_nothing(ada: User) -> None:
    """FR-010: reading twice gives the same, with every key."""
    task = await ada.create()
    assert await ada.read(1) == await ada.read(1) == task


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9" * 40, "1.5", "one", "%20", "+1", "true"])
async def test_number_that_is_none(ada: User, number: str) -> None:
    """FR-025: what is no number of a task is 422 and names the parameter."""
    response = await ada.http.get(ada.task(number))
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "task_id"


async def test_unknown_task(ada: User) -> None:
    """FR-021: a number that the user has not is 404."""
    response = await ada.http.get(ada.task(2147483647))
    assert (response.status_code, response.json()["type"]) == (404, "urn:tasks-api:problem:task-not-found")
