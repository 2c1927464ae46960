"""Creating tasks."""

import pytest

from tests.api.user import User
from tests.support.document import Json

TITLE_ONLY: dict[str, Json] = {
    "title": "Buy milk",
    "description": None,
    "completed": False,
    "completed_at": None,
    "priority": "medium",
    "tags": [],
    "due_date": None,
    "version": 1,
}


async def test_title_alone_is_enough(ada: User) -> None:
    """FR-001, FR-010: everything else has a default or is null, and every key is there."""
    task = await ada.create("Buy milk")
    assert {name: task[name] for name in TITLE_ONLY} == TITLE_ONLY
    assert task["user_id"] == ada.id
    assert task["created_at"] == task["updated_at"]


async def test_all_fields_are_kept(ada: User) -> None:
    """FR-001: what is sent is what is stored."""
    fields = {
        "description": "To the new account.",
        "completed": True,
        "priority": "high",
        "tags": ["money", "home"],
        "due_date": "2026-03-01",
    }
    task = await ada.create("Pay the rent", **fields)
    assert {name: task[name] for name in fields} == fields
    assert task["completed_at"] is not None
    assert await ada.read(task["id"]) == task


async def test_numbers_count_up_for_each_user(ada: User, bob: User) -> None:
    """FR-002: each user's tasks count from 1."""
    assert [(await ada.create())["id"] for _ in range(3)] == [1, 2, 3]
    assert (await bob.create())["id"] == 1


async def test_numbers_are_never_given_twice(ada: User) -> None:
    """FR-002: the number of the newest task is not free again when it was deleted."""
    await ada.create()
    newest = await ada.create()
    assert (await ada.http.delete(ada.task(newest["id"]))).status_code == 204
    assert (await ada.create())["id"] == newest["id"] + 1


async def test_location_and_etag(ada: User) -> None:
    """FR-001: Location leads to the task, whose entity tag is that of the answer."""
    created = await ada.http.post(ada.tasks, json={"title": "t"})
    assert created.headers["location"] == ada.task(created.json()["id"])
    read = await ada.http.get(created.headers["location"])
    assert (read.json(), read.headers["etag"]) == (created.json(), created.headers["etag"])


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2024-02-29", "2024-02-29"),
        ("1000-01-01", "1000-01-01"),
        ("2999-12-31", "2999-12-31"),
        ("2026-03-01T10:00:00Z", "2026-03-01T10:00:00Z"),
        ("2026-03-01T10:00:00+02:00", "2026-03-01T08:00:00Z"),
        ("2026-03-01T00:30:00+02:00", "2026-02-28T22:30:00Z"),
        ("2026-03-01T10:00:00-00:00", "2026-03-01T10:00:00Z"),
        ("2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.500000Z"),
        ("2026-03-01T10:00:00.123456789Z", "2026-03-01T10:00:00.123456Z"),
    ],
)
async def test_due_date_is_a_day_or_a_moment(ada: User, sent: str, answered: str) -> None:
    """FR-008: a day stays the day it is, a moment is answered in UTC, to the microsecond."""
    task = await ada.create("t", due_date=sent)
    assert task["due_date"] == answered
    assert (await ada.read(task["id"]))["due_date"] == answered


@pytest.mark.parametrize("title", ["x", "x" * 200, "🥛" * 200, "  padded  ", "line\nbreak", "<b>", "'; --", "\u202e"])
async def test_title_is_kept_as_it_is(ada: User, title: str) -> None:
    """FR-001: nothing is trimmed, escaped or normalised; lengths are counted in characters."""
    assert (await ada.create(title))["title"] == title


async def test_tags_keep_their_order(ada: User) -> None:
    """FR-001: tags are answered as they were sent."""
    tags = ["b", "a", "B", "🥛", *(f"t{number}" for number in range(16))]
    task = await ada.create("t", tags=tags)
    assert (await ada.read(task["id"]))["tags"] == tags


INVALID: dict[str, tuple[Json, str]] = {
    "no title": ({}, "#"),
    "null title": ({"title": None}, "#/title"),
    "empty title": ({"title": ""}, "#/title"),
    "blank title": ({"title": " \t\u00a0"}, "#/title"),
    "long title": ({"title": "x" * 201}, "#/title"),
    "title no string": ({"title": 1}, "#/title"),
    "NUL in title": ({"title": "a\u0000b"}, "#/title"),
    "long description": ({"title": "t", "description": "x" * 5001}, "#/description"),
    "completed as a string": ({"title": "t", "completed": "true"}, "#/completed"),
    "completed as a number": ({"title": "t", "completed": 1}, "#/completed"),
    "unknown priority": ({"title": "t", "priority": "urgent"}, "#/priority"),
    "null priority": ({"title": "t", "priority": None}, "#/priority"),
    "null tags": ({"title": "t", "tags": None}, "#/tags"),
    "tag twice": ({"title": "t", "tags": ["a", "a"]}, "#/tags"),
    "too many tags": ({"title": "t", "tags": [str(number) for number in range(21)]}, "#/tags"),
    "blank tag": ({"title": "t", "tags": ["ok", " "]}, "#/tags/1"),
    "long tag": ({"title": "t", "tags": ["x" * 51]}, "#/tags/0"),
    "no such day": ({"title": "t", "due_date": "2026-02-30"}, "#/due_date"),
    "moment without offset": ({"title": "t", "due_date": "2026-03-01T10:00:00"}, "#/due_date"),
    "year out of range": ({"title": "t", "due_date": "0999-12-31"}, "#/due_date"),
    "due date no string": ({"title": "t", "due_date": 20260301}, "#/due_date"),
    "unknown field": ({"title": "t", "owner": "bob"}, "#"),
    "a read-only field alone": ({"id": 7}, "#"),
    "an array": ([], "#"),
    "a string": ("t", "#"),
    "null": (None, "#"),
}


@pytest.mark.parametrize(("body", "pointer"), INVALID.values(), ids=INVALID)
async def test_invalid_body_is_refused(ada: User, body: Json, pointer: str) -> None:
    """FR-025: 422 says where, and nothing is made."""
    response = await ada.http.post(ada.tasks, json=body)
    assert response.status_code == 422, response.text
    pointers = [error["pointer"] for error in response.json()["errors"]]
    assert any(found.startswith(pointer) for found in pointers), pointers
    assert await ada.listed() == []


async def test_what_only_the_server_sets_is_ignored(ada: User) -> None:
    """FR-430: a task that was read can be sent to make another one; it gets its own number, moments and version."""
    first = await ada.create("t", tags=["a"], completed=True)
    sent = {
        **first,
        "user_id": "bob",
        "version": 9,
        "completed_at": None,
        "created_at": "never",
        "updated_at": {"a": []},
    }
    second = (await ada.http.post(ada.tasks, json=sent)).json()
    assert {**second, "created_at": None, "updated_at": None, "completed_at": None} == {
        **first,
        "id": first["id"] + 1,
        "created_at": None,
        "updated_at": None,
        "completed_at": None,
    }
    assert second["created_at"] > first["created_at"]
    assert second["completed_at"] == second["updated_at"] == second["created_at"]


async def test_what_is_ignored_is_no_part_of_a_repeated_request(ada: User) -> None:
    """FR-001, FR-430: a body that differs in ignored members alone is the same body to an `Idempotency-Key`."""
    key = {"Idempotency-Key": "once"}
    made = [
        await ada.http.post(ada.tasks, json={"title": "t", **more}, headers=key)
        for more in ({}, {"id": 1}, {"version": 2})
    ]
    assert [answer.status_code for answer in made] == [201, 201, 201]
    assert made[0].json() == made[1].json() == made[2].json()
