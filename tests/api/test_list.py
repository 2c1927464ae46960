"""Lists: filters, search and order."""

from datetime import datetime
from itertools import pairwise

import pytest

from tests.api.user import User


@pytest.fixture
async def tasks(ada: User) -> User:
    """A user with five tasks that differ in everything."""
    await ada.create("apple", tags=["a"], priority="low", due_date="2026-03-01")
    await ada.create("Banana", tags=["a", "b"], priority="high", due_date="2026-03-01T12:00:00Z", completed=True)
    await ada.create("cherry", tags=["b"], description="sweet milk", due_date="2026-02-28T23:30:00-01:00")
    await ada.create("Date", priority="high")
    await ada.create("elderberry", tags=["a", "b", "c"], priority="low", completed=True, due_date="2026-04-01")
    return ada


async def test_empty_list(ada: User) -> None:
    """FR-011: a user without tasks has an empty array."""
    assert await ada.listed() == []


async def test_newest_first(tasks: User) -> None:
    """FR-011: a bare array, the newest first."""
    assert await tasks.titles() == ["elderberry", "Date", "cherry", "Banana", "apple"]


FILTERS: list[tuple[dict[str, object], list[str]]] = [
    ({"status": "all"}, ["apple", "Banana", "cherry", "Date", "elderberry"]),
    ({"status": "pending"}, ["apple", "cherry", "Date"]),
    ({"status": "completed"}, ["Banana", "elderberry"]),
    ({"priority": "high"}, ["Banana", "Date"]),
    ({"priority": "medium"}, ["cherry"]),
    ({"tag": "a"}, ["apple", "Banana", "elderberry"]),
    ({"tag": ["a", "b"]}, ["Banana", "elderberry"]),
    ({"tag": ["b", "a", "c"]}, ["elderberry"]),
    ({"tag": ["a", "a"]}, ["apple", "Banana", "elderberry"]),
    ({"tag": "A"}, []),
    ({"tag": "%"}, []),
    ({"due_after": "2026-03-01"}, ["apple", "Banana", "cherry", "elderberry"]),
    ({"due_after": "2026-03-01T00:00:01Z"}, ["Banana", "cherry", "elderberry"]),
    ({"due_after": "2026-03-01T00:30:00Z"}, ["Banana", "cherry", "elderberry"]),
    ({"due_before": "2026-03-01"}, []),
    ({"due_before": "2026-03-01T12:00:00Z"}, ["apple", "cherry"]),
    ({"due_before": "2026-03-01T13:00:00+01:00"}, ["apple", "cherry"]),
    ({"due_after": "2026-03-01T12:00:00Z", "due_before": "2026-04-01"}, ["Banana"]),
    ({"due_after": "2026-04-01", "due_before": "2026-03-01"}, []),
    ({"completed": "true", "tag": "a", "priority": "low"}, ["elderberry"]),
    ({"completed": "true", "status": "completed", "tag": "a", "priority": "low"}, ["elderberry"]),
    ({"completed": "true", "status": "all", "tag": "a", "priority": "low"}, ["elderberry"]),
    ({"completed": "false", "tag": "a", "priority": "low"}, ["apple"]),
    ({"search": "milk"}, ["cherry"]),
    ({"search": "MILK cherry"}, ["cherry"]),
    ({"search": "cherry milk sweet"}, ["cherry"]),
    ({"search": "mil"}, ["cherry"]),
    ({"search": "ilk"}, []),
    ({"search": "milk apple"}, []),
    ({"search": ""}, ["apple", "Banana", "cherry", "Date", "elderberry"]),
    ({"search": "  "}, ["apple", "Banana", "cherry", "Date", "elderberry"]),
    ({"status": "completed", "tag": "a", "priority": "low"}, ["elderberry"]),
]


@pytest.mark.parametrize("query", ["completed=true&status=pending", "status=completed&completed=false"])
async def test_filters_that_contradict_each_other(ada: User, query: str) -> None:
    """FR-012: neither is taken for what is meant."""
    response = await ada.http.get(f"{ada.tasks}?{query}")
    assert response.status_code == 422
    detail = "The parameters status and completed ask for different tasks. Leave one of them out."
    assert response.json()["errors"] == [{"pointer": None, "parameter": "completed", "detail": detail}]


async def test_the_next_page_of_a_list_by_completed(ada: User) -> None:
    """FR-012, FR-014: the link keeps the filter."""
    for title in "abc":
        await ada.create(title, completed=title != "b")
    first = await ada.http.get(ada.tasks, params={"completed": "true", "limit": 1})
    assert "completed=true" in first.headers["link"]
    following = await ada.http.get(first.headers["link"].partition(">")[0].lstrip("<"))
    assert [task["title"] for task in following.json()] == ["a"]


@pytest.mark.parametrize(("query", "expected"), FILTERS, ids=[str(query) for query, _ in FILTERS])
async def test_filters(tasks: User, query: dict[str, object], expected: list[str]) -> None:
    """FR-012: each filter, and several at once."""
    assert await tasks.titles(sort="created_at", order="asc", **query) == expected


async def test_words_that_mean_something_to_a_search_engine(ada: User) -> None:
    """FR-012: words are words: no operator, wildcard or stop word means anything else."""
    await ada.create("the AND of it", description="c++ | rust & go:*")
    for search in ("the", "and of", "of it", "rust go", "th", "ru:*"):
        assert len(await ada.listed(search=search)) == 1, search
    for search in ("he", "-the java", "the | java"):
        assert await ada.listed(search=search) == [], search


SORTS = {
    "created_at": ["apple", "Banana", "cherry", "Date", "elderberry"],
    "title": ["apple", "Banana", "cherry", "Date", "elderberry"],
    "due_date": ["apple", "cherry", "Banana", "elderberry", "Date"],
    "priority": ["apple", "elderberry", "cherry", "Banana", "Date"],
}


@pytest.mark.parametrize("sort", SORTS)
async def test_sorts(tasks: User, sort: str) -> None:
    """FR-011: every order, both ways; what compares equal is ordered by id in the same direction."""
    assert await tasks.titles(sort=sort, order="asc") == SORTS[sort]
    assert await tasks.titles(sort=sort, order="desc") == SORTS[sort][::-1]
    assert await tasks.titles(sort=sort) == SORTS[sort][::-1]


async def test_sort_by_the_last_write(tasks: User) -> None:
    """FR-011: the task written last comes first."""
    await tasks.http.patch(tasks.task(2), json={"priority": "low"})
    listed = await tasks.listed(sort="updated_at")
    assert listed[0]["title"] == "Banana"
    moments = [datetime.fromisoformat(task["updated_at"]) for task in listed]
    assert all(left >= right for left, right in pairwise(moments))


INVALID: list[tuple[str, str]] = [
    ("status=done", "status"),
    ("status=", "status"),
    ("status=all&status=pending", "status"),
    ("priority=urgent", "priority"),
    ("tag=%20", "tag"),
    ("tag=", "tag"),
    ("tag=" + "x" * 51, "tag"),
    ("&".join(f"tag=t{number}" for number in range(21)), "tag"),
    ("due_after=tomorrow", "due_after"),
    ("due_before=2026-02-30", "due_before"),
    ("due_before=2026-03-01T00:00:00", "due_before"),
    ("due_before=2026-03-01T00:00:00+02:00", "due_before"),
    ("search=" + "x" * 201, "search"),
    ("search=%00", "search"),
    ("sort=id", "sort"),
    ("order=up", "order"),
    ("limit=0", "limit"),
    ("limit=1001", "limit"),
    ("limit=ten", "limit"),
    ("limit=" + "9" * 400, "limit"),
    ("cursor=", "cursor"),
    ("cursor=%2B", "cursor"),
]


@pytest.mark.parametrize(("query", "parameter"), INVALID, ids=[query[:40] for query, _ in INVALID])
async def test_invalid_parameter_is_named(ada: User, query: str, parameter: str) -> None:
    """FR-025: 422 names the parameter. (An unescaped `+` in a query is a space.)"""
    response = await ada.http.get(f"{ada.tasks}?{query}")
    assert response.status_code == 422, response.text
    assert {error["parameter"] for error in response.json()["errors"]} == {parameter}


async def test_everything_that_is_wrong_is_told(ada: User) -> None:
    """FR-025: 422 lists all the parameters that are wrong, not only the first."""
    response = await ada.http.get(ada.tasks, params={"limit": 0, "sort": "id", "status": "x"})
    assert {error["parameter"] for error in response.json()["errors"]} == {"limit", "sort", "status"}
