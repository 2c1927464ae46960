"""Completing and reopening."""

import asyncio

import pytest

from tests.api.user import User


async def test_toggles_without_a_body(ada: User) -> None:
    """FR-007: done becomes to do and to do becomes done."""
    await ada.create()
    states = [(await ada.http.patch(f"{ada.task(1)}/complete")).json()["completed"] for _ in range(4)]
    assert states == [True, False, True, False]


async def test_hundred_toggles_at_once(ada: User) -> None:
    """FR-007: toggling is atomic: a hundred at once are a hundred, none lost, and half of them each way."""
    await ada.create()
    answers = await asyncio.gather(*(ada.http.patch(f"{ada.task(1)}/complete") for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200}
    tasks = sorted((answer.json() for answer in answers), key=lambda task: task["version"])
    assert [task["version"] for task in tasks] == list(range(2, 102))
    assert [task["completed"] for task in tasks] == [True, False] * 50
    assert all((task["completed_at"] is not None) == task["completed"] for task in tasks)
    assert (await ada.read(1))["completed"] is False


@pytest.mark.parametrize("completed", [True, False])
async def test_sets_with_a_body(ada: User, completed: bool) -> None:
    """FR-007: a body sets, as often as it is sent; the first `completed_at` is kept."""
    await ada.create()
    first, second = [
        (await ada.http.patch(f"{ada.task(1)}/complete", json={"completed": completed})).json() for _ in range(2)
    ]
    assert first["completed"] is second["completed"] is completed
    assert first["completed_at"] == second["completed_at"]
    assert (first["completed_at"] is not None) is completed


async def test_reopening_clears_completed_at(ada: User) -> None:
    """FR-007: `completed_at` is null while the task is to do, and new when it is done anew."""
    done = await ada.create(completed=True)
    reopened = (await ada.http.patch(f"{ada.task(1)}/complete")).json()
    assert (reopened["completed"], reopened["completed_at"]) == (False, None)
    again = (await ada.http.patch(f"{ada.task(1)}/complete")).json()
    assert again["completed_at"] > done["completed_at"]


async def test_an_empty_object_toggles(ada: User) -> None:
    """FR-007: `{}`, which generated clients send for a body that they do not set, is no body."""
    await ada.create("t")
    for completed in (True, False):
        response = await ada.http.patch(f"{ada.task(1)}/complete", json={})
        assert (response.status_code, response.json()["completed"]) == (200, completed)


async def test_completing_counts_as_a_write(ada: User) -> None:
    """FR-006: completing raises the version and changes nothing else."""
    before = await ada.create("t", tags=["a"], due_date="2026-03-01")
    after = (await ada.http.patch(f"{ada.task(1)}/complete")).json()
    assert after["version"] == 2
    same = after.keys() - {"completed", "completed_at", "updated_at", "version"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize("body", ["null", "true", '{"completed": null}', '{"completed": "yes"}', '{"done": true}'])
async def test_invalid_body_is_refused(ada: User, body: str) -> None:
    """FR-025: a body that is there must be right; it does not toggle."""
    await ada.create()
    response = await ada.http.patch(
        f"{ada.task(1)}/complete", content=body, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 422, response.text
    assert (await ada.read(1))["completed"] is False
