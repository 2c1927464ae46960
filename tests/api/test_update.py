"""Changing tasks with PUT and PATCH, which mean the same."""

import asyncio
import json
from datetime import datetime

import pytest

from tests.api.user import User
from tests.support.document import Json

FULL = {
    "description": "d",
    "completed": True,
    "priority": "high",
    "tags": ["a", "b"],
    "due_date": "2026-03-01T08:00:00Z",
}
CHANGES: list[Json] = [
    {"title": "New"},
    {"description": "new"},
    {"description": None},
    {"completed": False},
    {"priority": "low"},
    {"tags": ["c"]},
    {"tags": []},
    {"due_date": "2026-05-01"},
    {"due_date": None},
    {"title": "New", "tags": ["z"], "due_date": None, "completed": False},
]

METHOD = pytest.mark.parametrize("method", ["PUT", "PATCH"])


@METHOD
@pytest.mark.parametrize("change", CHANGES, ids=str)
async def test_change_merges(ada: User, method: str, change: Json) -> None:
    """FR-005: a field left out keeps its value; null clears one that may be null."""
    before = await ada.create("Old", **FULL)
    response = await ada.http.request(method, ada.task(before["id"]), json=change)
    assert response.status_code == 200, response.text
    after = response.json()
    moved = {"version", "updated_at"} | ({"completed_at"} if "completed" in change else set())
    assert {name: after[name] for name in after.keys() - moved} == {
        name: value for name, value in {**before, **change}.items() if name not in moved
    }
    assert (after["completed_at"] is None) == (not after["completed"])
    assert await ada.read(before["id"]) == after


@METHOD
async def test_write_raises_the_version(ada: User, method: str) -> None:
    """FR-006: each write raises `version` by one and moves `updated_at`, even one that changes nothing."""
    task = await ada.create("t")
    for version in (2, 3, 4):
        response = await ada.http.request(method, ada.task(task["id"]), json={"title": "t"})
        after = response.json()
        assert after["version"] == version
        assert datetime.fromisoformat(after["updated_at"]) > datetime.fromisoformat(task["updated_at"])
        assert after["created_at"] == task["created_at"]
        task = after


@METHOD
async def test_setting_what_is_so_keeps_completed_at(ada: User, method: str) -> None:
    """FR-007: completing a completed task again by a change keeps the first moment."""
    task = await ada.create("t", completed=True)
    again = await ada.http.request(method, ada.task(task["id"]), json={"completed": True})
    assert again.json()["completed_at"] == task["completed_at"]


async def test_writes_at_once_are_all_kept(ada: User) -> None:
    """FR-005, FR-006: fifty changes of different fields at once lose none and count each."""
    task = await ada.create("t")
    changes: list[Json] = [
        {"title": "new"},
        {"description": "new"},
        {"priority": "high"},
        {"tags": ["n"]},
        {"due_date": "2026-01-01"},
    ]
    answers = await asyncio.gather(*(ada.http.patch(ada.task(1), json=changes[number % 5]) for number in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert sorted(answer.json()["version"] for answer in answers) == list(range(2, 52))
    after = await ada.read(task["id"])
    assert {name: after[name] for change in changes for name in change} == {
        name: value for change in changes for name, value in change.items()
    }


INVALID: dict[str, tuple[Json, str]] = {
    "nothing": ({}, "#"),
    "null title": ({"title": None}, "#/title"),
    "blank title": ({"title": "\n"}, "#/title"),
    "null completed": ({"completed": None}, "#/completed"),
    "unknown field": ({"version": 1, "owner": "ada"}, "#"),
    "wrong beside what is ignored": ({"version": 1, "title": ""}, "#/title"),
    "array": ([{"title": "t"}], "#"),
    "null": (None, "#"),
}


@METHOD
@pytest.mark.parametrize(("body", "pointer"), INVALID.values(), ids=INVALID)
async def test_invalid_change_is_refused(ada: User, method: str, body: Json, pointer: str) -> None:
    """FR-025: 422 says where, and the task stays as it was."""
    task = await ada.create()
    response = await ada.http.request(method, ada.task(1), content=json.dumps(body), headers=JSON)
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["pointer"].startswith(pointer)
    assert await ada.read(1) == task


READ_ONLY: Json = {
    "id": 99,
    "user_id": "bob",
    "completed_at": "never",
    "created_at": None,
    "updated_at": [{"version": 1}],
    "version": 7,
}


@METHOD
async def test_what_was_read_can_be_sent_back(ada: User, method: str) -> None:
    """FR-430: members that only the server sets are ignored, whatever they are."""
    before = await ada.create("Old", **FULL)
    response = await ada.http.request(method, ada.task(1), json={**before, "title": "New"})
    after = response.json()
    assert (response.status_code, after) == (
        200,
        {**before, "title": "New", "version": 2, "updated_at": after["updated_at"]},
    )
    again = await ada.http.request(method, ada.task(1), json={**READ_ONLY, "title": "Newer"})
    assert again.json() == {**after, "title": "Newer", "version": 3, "updated_at": again.json()["updated_at"]}


@METHOD
@pytest.mark.parametrize("ignored", [READ_ONLY, *({name: value} for name, value in READ_ONLY.items())], ids=str)
async def test_nothing_but_what_is_ignored_changes_nothing(ada: User, method: str, ignored: Json) -> None:
    """FR-430: the task stays as it was, in its version and its `updated_at` too."""
    before = await ada.create("Old", **FULL)
    response = await ada.http.request(method, ada.task(1), json=ignored)
    assert (response.status_code, response.json(), response.headers["etag"]) == (200, before, '"1"')
    assert await ada.read(1) == before
    assert (await ada.http.request(method, ada.task(2), json=ignored)).status_code == 404


@METHOD
@pytest.mark.parametrize("body", [{"version": 2}, {"version": 2, "title": "New"}], ids=str)
async def test_version_does_not_stand_in_for_if_match(ada: User, method: str, body: Json) -> None:
    """FR-430: what `If-Match` says decides, also for a body that changes nothing; `version` in the body does not."""
    task = await ada.create("Old")
    refused = await ada.http.request(method, ada.task(1), json=body, headers={"If-Match": '"2"'})
    assert (refused.status_code, refused.headers["etag"]) == (412, '"1"')
    assert await ada.read(1) == task
    for condition in ({"If-Match": '"1"'}, {}):
        written = await ada.http.request(method, ada.task(1), json={**body, "version": 5}, headers=condition)
        assert written.status_code == 200


JSON = {"Content-Type": "application/json"}


@METHOD
async def test_everything_that_is_wrong_is_told(ada: User, method: str) -> None:
    """FR-025: all the fields that are wrong are listed, with those of the parameters."""
    response = await ada.http.request(
        method, ada.task(0), json={"title": "", "priority": "x", "tags": [" "]}, headers={"If-Match": "no tag"}
    )
    reported = {(error["pointer"], error["parameter"]) for error in response.json()["errors"]}
    assert {
        ("#/title", None),
        ("#/priority", None),
        ("#/tags/0", None),
        (None, "task_id"),
        (None, "If-Match"),
    } <= reported
