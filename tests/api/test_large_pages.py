"""FR-230: pages of large tasks."""

import pytest

from impl.database.database import Database
from tests.api.rows import fill
from tests.api.user import User
from tests.impl.storage.sql import execute

MOST = 1024 * 1024


async def sizes(user: User, **query: object) -> tuple[list[int], list[int]]:
    """The ids that the pages give, and the bytes of each page."""
    ids: list[int] = []
    found: list[int] = []
    response = await user.http.get(user.tasks, params=query)  # type: ignore[arg-type]
    while True:
        assert response.status_code == 200, response.text
        ids += [task["id"] for task in response.json()]
        found.append(len(response.content))
        if "link" not in response.headers:
            return ids, found
        response = await user.http.get(response.links["next"]["url"])


@pytest.mark.parametrize("query", [{}, {"sort": "title", "order": "asc", "limit": 1000}], ids=str)
async def test_tasks_of_five_thousand_emoji(ada: User, database: Database, query: dict[str, object]) -> None:
    """FR-230: 4 MB come in pages of 1 MiB at most, each task once, and no page is shorter than it need be."""
    await fill(database, ada, 200, "\U0001f600", 5000)
    ids, pages = await sizes(ada, **query)
    assert sorted(ids) == list(range(1, 201))
    assert len(pages) == 4
    assert max(pages) <= MOST
    assert min(pages[:-1]) > MOST - 21_000


@pytest.mark.parametrize(
    ("letter", "length", "tasks"),
    [("\1", 5000, 100), ('"', 5000, 200), ("x", 5000, 300), ("é", 400, 1000), ("\1", 140, 1000), ("x", 100, 1000)],
)
async def test_pages_of_any_letters(ada: User, database: Database, letter: str, length: int, tasks: int) -> None:
    """FR-230: it is the bytes of the JSON that count, in which a letter may be six."""
    await fill(database, ada, tasks, letter, length)
    ids, pages = await sizes(ada, limit=1000)
    assert sorted(ids) == list(range(1, tasks + 1))
    assert max(pages) <= MOST
    assert all(page > MOST - 6 * length - 1000 for page in pages[:-1])


async def test_a_page_of_exactly_as_much_as_there_may_be(ada: User, database: Database) -> None:
    """FR-230: to the byte, with and without a byte more."""
    await fill(database, ada, 300, "x", 3000)
    _, (whole,) = await sizes(ada, limit=1000)
    short = MOST - whole
    added = [min(2000, max(0, short - 2000 * turn)) for turn in range(300)]
    longer = "UPDATE tasks SET description = description || repeat('x', (CAST(:added AS int[]))[id])"
    some = "WHERE user_id = :user AND id > :first AND id <= :first + 50"
    for first in range(0, 300, 50):  # each within the time that a statement has
        async with database.session(ada.id) as session:
            await execute(session, f"{longer} {some}", added=added, user=ada.id, first=first)
    assert (await sizes(ada, limit=1000))[1] == [MOST]
    async with database.session(ada.id) as session:
        await execute(session, "UPDATE tasks SET title = title || 'x' WHERE id = 1")
    ids, pages = await sizes(ada, limit=1000)
    assert (len(ids), len(pages)) == (300, 2)


async def test_a_page_that_ended_early_is_told_again_only_if_it_changed(ada: User, database: Database) -> None:
    """FR-018, FR-230: its tag is that of what is in it, and of whether more comes."""
    await fill(database, ada, 100, "\U0001f600", 5000)
    query = {"sort": "title", "order": "asc"}
    first = await ada.http.get(ada.tasks, params=query)
    again = {"If-None-Match": first.headers["etag"]}
    assert (await ada.http.get(ada.tasks, params=query, headers=again)).status_code == 304
    last = first.json()[-1]["id"]
    await ada.http.patch(ada.task(last), json={"description": None})
    longer = await ada.http.get(ada.tasks, params=query, headers=again)
    assert (longer.status_code, len(longer.json())) == (200, len(first.json()) + 1)
