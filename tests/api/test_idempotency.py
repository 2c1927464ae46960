"""Idempotency-Key: a request that can be sent again."""

import asyncio

import httpx
import pytest

from impl.database.database import Database
from impl.storage.idempotency import IdempotencyStore
from tests.api.user import User
from tests.impl.storage.sql import execute


async def _post(user: User, key: str, **fields: object) -> httpx.Response:
    return await user.http.post(user.tasks, json={"title": "t", **fields}, headers={"Idempotency-Key": key})


async def test_same_key_makes_one_task(ada: User) -> None:
    """FR-004: sent again, it answers with the task made first."""
    first, second = await _post(ada, "k"), await _post(ada, "k")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert first.headers["location"] == second.headers["location"]
    assert len(await ada.listed()) == 1


async def test_fifty_at_once_make_one_task(ada: User) -> None:
    """FR-004: fifty with the same key at once make one task, and all are answered with it."""
    answers = await asyncio.gather(*(_post(ada, "k") for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["id"] == 1
    assert len(await ada.listed()) == 1
    assert (await ada.create())["id"] == 2


async def test_same_key_with_another_body(ada: User) -> None:
    """FR-004: it is refused, and nothing is made."""
    await _post(ada, "k")
    response = await _post(ada, "k", title="other")
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "Idempotency-Key"
    assert len(await ada.listed()) == 1


async def test_fifty_at_once_with_two_bodies(ada: User) -> None:
    """FR-004: of two bodies that race for a key one wins, and all the others of it are refused."""
    answers = await asyncio.gather(*(_post(ada, "k", title=f"{number % 2}") for number in range(50)))
    assert sorted(answer.status_code for answer in answers) == [201] * 25 + [422] * 25
    assert len(await ada.listed()) == 1


async def test_request_that_is_still_running(ada: User, database: Database) -> None:
    """FR-004: one that does not end within the lock timeout is 409, and the key can be tried again."""

    class TakenBack(Exception):
        pass

    with pytest.raises(TakenBack):
        async with database.session(ada.id) as session:
            await IdempotencyStore(session, ada.id).claim("k", "the body of another process")
            response = await _post(ada, "k")
            raise TakenBack
    assert (response.status_code, response.json()["type"]) == (409, "urn:tasks-api:problem:idempotency-key-in-use")
    assert int(response.headers["retry-after"]) >= 1
    assert (await _post(ada, "k")).status_code == 201


@pytest.mark.parametrize(
    "kept", ["answer - 'version'", "answer || '{\"archived\": false}'", 'answer || \'{"priority": "urgent"}\'']
)
async def test_an_answer_that_another_release_has_kept(ada: User, database: Database, kept: str) -> None:
    """FR-004: without a member, with one more, with a value that is none: it is answered as it was, task or no task."""
    first = await _post(ada, "k")
    await ada.http.delete(ada.task(1))
    async with database.session(ada.id) as session:
        await execute(session, f"UPDATE idempotency_keys SET answer = {kept}")
    again = await _post(ada, "k")
    assert (again.status_code, again.json(), again.headers["etag"]) == (201, first.json(), '"1"')
    assert again.headers["location"] == first.headers["location"]


@pytest.mark.parametrize("kept", ["NULL", "'[]'", "'{}'"])
async def test_an_answer_that_no_release_has_kept(ada: User, database: Database, kept: str) -> None:
    """FR-004: it does not fail either, and makes no second task."""
    await _post(ada, "k")
    async with database.session(ada.id) as session:
        await execute(session, f"UPDATE idempotency_keys SET answer = {kept}")
    assert (await _post(ada, "k")).status_code == 422
    assert len(await ada.listed()) == 1


async def test_body_is_compared_by_meaning(ada: User) -> None:
    """FR-004: spaces and the order of names make no other body."""
    headers = {"Idempotency-Key": "k", "Content-Type": "application/json"}
    first = await ada.http.post(ada.tasks, content=b'{"title":"t","tags":["a"]}', headers=headers)
    second = await ada.http.post(ada.tasks, content=b'{ "tags": ["a"], "title": "t" }', headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert len(await ada.listed()) == 1


async def test_keys_belong_to_users(ada: User, bob: User) -> None:
    """FR-004, FR-021: another user's key is another key."""
    assert (await _post(ada, "k")).status_code == 201
    assert (await _post(bob, "k", title="mine")).status_code == 201
    assert await bob.titles() == ["mine"]


async def test_refused_request_uses_no_key(ada: User) -> None:
    """FR-004: after a 422 the key is as good as new."""
    assert (await _post(ada, "k", priority="none")).status_code == 422
    assert (await _post(ada, "k")).status_code == 201


@pytest.mark.parametrize("key", ["", "with space", "x" * 256, "\u00e4", "tab\there"])
async def test_invalid_key_is_named(ada: User, key: str) -> None:
    """FR-025: a key that is none is 422."""
    headers = [(b"Idempotency-Key", key.encode("latin-1"))]
    response = await ada.http.post(ada.tasks, json={"title": "t"}, headers=headers)
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["parameter"] == "Idempotency-Key"


@pytest.mark.parametrize("key", ["x", "x" * 255, "!~\"'%"])
async def test_any_printable_key_is_taken(ada: User, key: str) -> None:
    """FR-004: from one to 255 characters."""
    assert [(await _post(ada, key)).json()["id"] for _ in range(2)] == [1, 1]
