"""FR-045: the tags of a user's tasks, and how many carry each."""

import pytest

from tests.api.user import User
from tests.support.document import Json


async def tags(user: User, **query: object) -> list[tuple[str, int]]:
    """What is listed, in its order."""
    response = await user.http.get(f"{user.path}/tags", params=query)  # type: ignore[arg-type]
    assert response.status_code == 200, response.text
    found: list[Json] = response.json()
    return [(one["tag"], one["count"]) for one in found]


@pytest.fixture
async def tagged(ada: User) -> User:
    """A user whose tasks carry tags unevenly."""
    await ada.create(tags=["home", "a"])
    await ada.create(tags=["home", "é", "Z"])
    await ada.create(tags=["home", "a"], completed=True)
    await ada.create()
    return ada


async def test_without_tasks_there_are_none(ada: User) -> None:
    assert await tags(ada) == []


async def test_the_most_used_first_then_by_code_points(tagged: User) -> None:
    assert await tags(tagged) == [("home", 3), ("a", 2), ("Z", 1), ("é", 1)]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("pending", [("home", 2), ("Z", 1), ("a", 1), ("é", 1)]), ("completed", [("a", 1), ("home", 1)])],
)
async def test_of_some_tasks_alone(tagged: User, status: str, expected: list[tuple[str, int]]) -> None:
    assert await tags(tagged, status=status) == expected


async def test_at_most_as_many_as_asked_for(tagged: User) -> None:
    assert await tags(tagged, limit=2) == [("home", 3), ("a", 2)]


async def test_what_is_written_is_counted(tagged: User) -> None:
    """A tag that no task carries any more is gone."""
    await tagged.http.patch(tagged.task(1), json={"tags": ["new"]})
    await tagged.http.delete(tagged.task(3))
    assert await tags(tagged) == [("Z", 1), ("home", 1), ("new", 1), ("é", 1)]


async def test_only_of_ones_own(tagged: User, bob: User) -> None:
    await bob.create(tags=["home", "bobs"])
    assert await tags(bob) == [("bobs", 1), ("home", 1)]
    assert ("bobs", 1) not in await tags(tagged)


async def test_told_again_only_if_it_changed(tagged: User) -> None:
    """FR-018."""
    first = await tagged.http.get(f"{tagged.path}/tags")
    known = {"If-None-Match": first.headers["etag"]}
    again = await tagged.http.get(f"{tagged.path}/tags", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    await tagged.create(tags=["home"])
    assert (await tagged.http.get(f"{tagged.path}/tags", headers=known)).status_code == 200
