"""Users do not see, change or count each other's tasks."""

import re

import pytest

from tests.api.operations import ITEM_CALLS, Call, name_of
from tests.api.user import User


@pytest.mark.parametrize("call", ITEM_CALLS, ids=name_of)
async def test_foreign_and_absent_task_are_answered_alike(ada: User, bob: User, call: Call) -> None:
    """FR-021: whether number 1 is somebody else's or nobody's, the answer has the same bytes, but the request id."""
    absent = await call.send(bob.http, bob)
    await ada.create("secret")
    foreign = await call.send(bob.http, bob)
    assert absent.status_code == foreign.status_code == 404
    names = re.compile(rb'"request_id":\s*"[^"]*"')
    assert names.sub(b"", absent.content) == names.sub(b"", foreign.content)
    volatile = {"x-request-id", "server-timing", "date", "ratelimit"}
    assert {name: value for name, value in absent.headers.items() if name not in volatile} == {
        name: value for name, value in foreign.headers.items() if name not in volatile
    }
    assert (await ada.read(1))["version"] == 1


async def test_lists_have_only_ones_own(ada: User, bob: User) -> None:
    """FR-011, FR-021: the same words, tags and dates of another user are not found."""
    fields = {"tags": ["home"], "due_date": "2026-03-01", "priority": "high"}
    await ada.create("milk", **fields)
    await bob.create("milk", **fields)
    for query in ({}, {"search": "milk"}, {"tag": "home"}, {"due_after": "2026-01-01"}, {"priority": "high"}):
        assert [task["user_id"] for task in await ada.listed(**query)] == [ada.id]
        assert [task["user_id"] for task in await bob.listed(**query)] == [bob.id]


async def test_writes_reach_only_ones_own(ada: User, bob: User) -> None:
    """FR-021: tasks of the same number are different tasks."""
    await ada.create("ada's")
    await bob.create("bob's")
    await bob.http.put(bob.task(1), json={"title": "changed", "tags": ["x"]})
    await bob.http.patch(f"{bob.task(1)}/complete")
    await bob.http.delete(bob.task(1))
    assert await ada.titles() == ["ada's"]
    assert (await ada.read(1))["version"] == 1


async def test_case_of_a_user_id_matters(ada: User, bob: User) -> None:
    """FR-021: a subject is compared exactly."""
    path = ada.tasks.replace("/ada", "/Ada")
    assert path != ada.tasks
    assert (await ada.http.get(path)).status_code == 403
