"""Paging by key."""

import asyncio
import base64
from itertools import chain

import pytest

from impl.database.database import Database
from tests.api.rows import fill
from tests.api.user import User


async def _many(ada: User, number: int) -> None:
    for index in range(number):
        await ada.create(
            f"task {index % 5}",
            priority=["low", "medium", "high"][index % 3],
            due_date=[None, "2026-03-01", f"2026-03-01T00:00:{index:02}Z"][index % 3],
            completed=index % 4 == 0,
            tags=["even"] if index % 2 == 0 else [],
        )


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("sort", ["created_at", "updated_at", "due_date", "priority", "title"])
async def test_pages_are_the_list(ada: User, sort: str, order: str) -> None:
    """FR-014: the pages together are the list, for every order, with ties and absent due dates."""
    await _many(ada, 11)
    pages = await ada.pages(sort=sort, order=order, limit=3)
    assert [len(page) for page in pages] == [3, 3, 3, 2]
    assert list(chain(*pages)) == await ada.listed(sort=sort, order=order)


async def test_link_keeps_the_filters(ada: User) -> None:
    """FR-014: the next page is of the same list."""
    await _many(ada, 20)
    query = {"status": "pending", "tag": "even", "search": "task"}
    pages = await ada.pages(limit=2, **query)
    assert len(pages) > 1
    assert list(chain(*pages)) == await ada.listed(**query)


async def test_last_page_has_no_link(ada: User) -> None:
    """FR-014: a page that is full, but the last, has no Link."""
    await _many(ada, 4)
    assert [len(page) for page in await ada.pages(limit=2)] == [2, 2]
    assert [len(page) for page in await ada.pages(limit=4)] == [4]


async def test_limit_is_500_unless_asked_otherwise(ada: User, database: Database) -> None:
    """FR-014: without a limit at most 500 tasks are answered; up to 1000 can be asked for."""
    await fill(database, ada, 550, "x", 10)
    assert [len(page) for page in await ada.pages()] == [500, 50]
    assert [len(page) for page in await ada.pages(limit=1000)] == [550]


async def test_pages_hold_while_others_are_written(ada: User) -> None:
    """FR-014: tasks that nobody touches are seen once each, while around them tasks come, go and move."""
    still = {(await ada.create(f"still {number}"))["id"] for number in range(20)}
    moving = [(await ada.create(f"moving {number}"))["id"] for number in range(10)]
    stop = asyncio.Event()

    async def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            await ada.http.patch(ada.task(moving[number % 8]), json={"title": f"{number % 10} moving"})
            made = await ada.create(f"{number % 10} new")
            if number % 2:
                await ada.http.delete(ada.task(made["id"]))
        for number in moving[8:]:
            await ada.http.delete(ada.task(number))

    writers = [asyncio.create_task(write()) for _ in range(3)]
    for _ in range(3):
        for sort in ("title", "updated_at", "created_at"):
            seen = [
                task["id"] for task in chain(*await ada.pages(sort=sort, order="asc", limit=3)) if task["id"] in still
            ]
            assert sorted(seen) == sorted(still), sort
    stop.set()
    await asyncio.gather(*writers)


@pytest.mark.parametrize(
    "change",
    [{"order": "asc"}, {"sort": "title"}, {"status": "pending"}, {"tag": "x"}, {"search": "task"}, {"priority": "low"}],
    ids=str,
)
async def test_cursor_of_another_list_is_refused(ada: User, change: dict[str, str]) -> None:
    """FR-246: a cursor goes with its filters and its order."""
    await _many(ada, 3)
    first = await ada.http.get(ada.tasks, params={"limit": 1})
    cursor = first.links["next"]["url"].partition("cursor=")[2].partition("&")[0]
    response = await ada.http.get(ada.tasks, params={"limit": 1, "cursor": cursor, **change})
    assert (response.status_code, response.json()["type"]) == (400, "urn:tasks-api:problem:invalid-cursor")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "bnVsbA", "W10", "WzEsMl0", "-_-", "a" * 2048, "W251bGwsbnVsbF0"])
async def test_cursor_that_is_made_up_is_refused(ada: User, cursor: str) -> None:
    """FR-246, FR-029: a cursor that no list gave out is 400, whatever it holds."""
    response = await ada.http.get(ada.tasks, params={"cursor": cursor})
    assert (response.status_code, response.json()["type"]) == (400, "urn:tasks-api:problem:invalid-cursor")


async def _cursor(user: User, **query: str) -> str:
    first = await user.http.get(user.tasks, params={"limit": 1, **query})
    return first.links["next"]["url"].partition("cursor=")[2].partition("&")[0]


async def test_cursor_of_another_user_is_refused(ada: User, bob: User) -> None:
    """FR-021, FR-246: a cursor gives no access, and no place in another's list."""
    await _many(ada, 2)
    await bob.create("mine")
    first = await ada.http.get(ada.tasks, params={"limit": 1})
    query = first.links["next"]["url"].partition("?")[2]
    response = await bob.http.get(f"{bob.tasks}?{query}")
    assert (response.status_code, response.json()["type"]) == (400, "urn:tasks-api:problem:invalid-cursor")


async def test_cursor_tells_no_title(ada: User) -> None:
    """FR-246: what proxies log of a page that is ordered by title."""
    await ada.create("diagnosis")
    await ada.create("diagnosis")
    cursor = await _cursor(ada, sort="title")
    assert b"diagnosis" not in base64.urlsafe_b64decode(cursor)
    assert len(cursor) == len(await _cursor(ada, sort="priority"))


async def test_a_page_that_leads_on_keeps_its_entity_tag(ada: User) -> None:
    """FR-018, FR-246: its Link is the same each time, whichever instance is asked."""
    await _many(ada, 2)
    pages = [await ada.http.get(ada.tasks, params={"limit": 1, "sort": "title"}) for _ in range(4)]
    assert len({page.headers["link"] for page in pages}) == len({page.headers["etag"] for page in pages}) == 1
    current = {"If-None-Match": pages[0].headers["etag"]}
    again = await ada.http.get(ada.tasks, params={"limit": 1, "sort": "title"}, headers=current)
    assert again.status_code == 304
