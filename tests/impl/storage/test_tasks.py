"""The queries of one owner."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, get_args

import asyncpg
import pytest

from impl.database.database import Database
from impl.database.session import OwnerSession
from impl.database.statement import Row, Statement
from impl.storage.errors import IdempotencyKeyReused, TaskChanged, TaskNotFound
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import Order, PageKey, Sort, TaskFilter
from tests.impl.storage.conftest import new_task
from tests.impl.storage.telling import tell


async def ids(
    store: TaskStore,
    wanted: TaskFilter | None = None,
    sort: Sort = "created_at",
    order: Order = "asc",
    limit: int = 500,
) -> Sequence[int]:
    """The ids of all pages."""
    found: list[int] = []
    after: PageKey | None = None
    while True:
        page = await store.list_tasks(wanted or TaskFilter(), sort, order, limit, after)
        found += [task.id for task in page.tasks]
        assert len(page.tasks) <= limit
        if page.next is None:
            return found
        after = page.next


async def test_storage_cannot_be_built_without_an_owner(session: OwnerSession) -> None:
    with pytest.raises(ValueError, match="owner"):
        TaskStore(session, "")


async def test_numbers_count_per_user_and_are_never_given_twice(database: Database, store: TaskStore) -> None:
    """FR-002."""
    assert [(await store.create_task(new_task())).id for _ in range(3)] == [1, 2, 3]
    await store.delete_task(3)
    assert (await store.create_task(new_task())).id == 4
    async with database.session("somebody else") as session:
        assert (await TaskStore(session, "somebody else").create_task(new_task())).id >= 1
    assert (await store.create_task(new_task())).id == 5


async def test_numbers_do_not_collide_when_given_at_once(database: Database, user: str) -> None:
    async def create() -> int:
        async with database.session(user) as session:
            return (await TaskStore(session, user).create_task(new_task())).id

    assert sorted(await asyncio.gather(*(create() for _ in range(30)))) == list(range(1, 31))


async def test_what_is_kept_comes_back(store: TaskStore) -> None:
    """FR-008: a day stays a day; a moment comes back in UTC."""
    moment = datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=2)))
    day = await store.create_task(
        new_task("é", description="d", priority="high", tags=["b", "a"], due_date=date(2026, 3, 1))
    )
    timed = await store.create_task(new_task(due_date=moment, completed=True))
    assert (day.title, day.description, day.priority, day.tags, day.version) == ("é", "d", "high", ["b", "a"], 1)
    assert day.due_date == date(2026, 3, 1)
    assert type(day.due_date) is date
    assert timed.due_date == moment
    assert isinstance(timed.due_date, datetime)
    assert timed.due_date.tzinfo is UTC
    assert day.completed_at is None
    assert timed.completed_at == timed.created_at == timed.updated_at
    assert await store.get_task(day.id) == day


async def test_an_update_touches_what_it_names(store: TaskStore) -> None:
    """FR-005, FR-006."""
    before = await store.create_task(new_task(description="d", tags=["a"], due_date=date(2026, 3, 1)))
    after = await store.update_task(before.id, {"title": "New", "due_date": None}, [1])
    assert (after.title, after.description, after.tags, after.due_date) == ("New", "d", ["a"], None)
    assert after.version == 2
    with pytest.raises(TaskChanged) as error:
        await store.update_task(before.id, {"title": "Newer"}, [1, 3])
    assert error.value.current_version == 2
    with pytest.raises(TaskChanged):
        await store.delete_task(before.id, [])


@pytest.mark.parametrize("write", ["update", "toggle", "delete"])
async def test_a_task_that_comes_too_late_is_not_found(
    store: TaskStore, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    """FR-018: without a condition nothing is said to have changed, though the task is there when one looks again."""
    run = store._session.run

    async def then_made(statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        rows = await run(statement, values)
        if not rows:
            monkeypatch.undo()
            await store.create_task(new_task())
        return rows

    monkeypatch.setattr(type(store._session), "run", lambda _, *given: then_made(*given))
    with pytest.raises(TaskNotFound):
        if write == "update":
            await store.update_task(1, {"title": "x"})
        elif write == "toggle":
            await store.complete_task(1, None)
        else:
            await store.delete_task(1)
    assert (await store.get_task(1)).version == 1


async def test_completion(store: TaskStore) -> None:
    """FR-007."""
    await store.create_task(new_task())
    done = await store.complete_task(1, None)
    assert done.completed_at is not None
    again = await store.complete_task(1, True)
    assert (again.completed_at, again.version) == (done.completed_at, 3)
    assert (await store.complete_task(1, None)).completed_at is None
    assert (await store.update_task(1, {"completed": True})).completed_at is not None
    assert (await store.update_task(1, {"completed": False})).completed_at is None


@pytest.mark.parametrize("write", ["update", "set", "toggle", "complete by an update"])
async def test_the_times_of_a_task_never_go_back(database: Database, user: str, write: str) -> None:
    """FR-006: a transaction that began earlier and writes later keeps the later time, for its completion too."""
    async with database.session(user) as earlier:
        await tell(earlier, "SELECT 1")
        async with database.session(user) as later:
            store = TaskStore(later, user)
            await store.create_task(new_task())
        async with database.session(user) as later:
            before = await TaskStore(later, user).update_task(1, {"title": "later"})
        store = TaskStore(earlier, user)
        if write == "update":
            after = await store.update_task(1, {"title": "earlier"})
        elif write == "complete by an update":
            after = await store.update_task(1, {"completed": True})
        else:
            after = await store.complete_task(1, True if write == "set" else None)
    assert after.updated_at == before.updated_at > before.created_at
    assert after.completed_at == (None if write == "update" else after.updated_at)


async def test_nobody_reaches_the_tasks_of_others(session: OwnerSession, store: TaskStore, user: str) -> None:
    """FR-022."""
    await store.create_task(new_task())
    other = TaskStore(session, f"{user} too")
    assert await ids(other) == []
    for attempt in (other.get_task(1), other.update_task(1, {"title": "x"}), other.complete_task(1, None)):
        with pytest.raises(TaskNotFound):
            await attempt
    with pytest.raises(TaskNotFound):
        await other.delete_task(1)
    assert (await store.get_task(1)).version == 1


async def test_filters(store: TaskStore) -> None:
    """FR-012."""
    await store.create_task(new_task("Buy oat milk", tags=["home", "shop"], priority="low", due_date=date(2026, 3, 1)))
    await store.create_task(new_task("Pay", description="the MILK man", tags=["home"], completed=True))
    await store.create_task(new_task("Milky way", priority="high", due_date=datetime(2026, 3, 1, 12, tzinfo=UTC)))
    for wanted, expected in (
        (TaskFilter(completed=True), [2]),
        (TaskFilter(completed=False), [1, 3]),
        (TaskFilter(priority="high"), [3]),
        (TaskFilter(tags=("home",)), [1, 2]),
        (TaskFilter(tags=("shop", "home")), [1]),
        (TaskFilter(words="milk"), [1, 2]),
        (TaskFilter(words="MILK oat"), [1]),
        (TaskFilter(words="pay milk"), [2]),
        (TaskFilter(words="mil"), []),
        (TaskFilter(words="& | ! ( ) : * <->"), []),
        (TaskFilter(due_after=date(2026, 3, 1)), [1, 3]),
        (TaskFilter(due_after=datetime(2026, 3, 1, 0, 0, 1, tzinfo=UTC)), [3]),
        (TaskFilter(due_before=datetime(2026, 3, 1, 12, tzinfo=UTC)), [1]),
        (TaskFilter(due_before=date(2999, 12, 31)), [1, 3]),
        (TaskFilter(due_after=date(2026, 3, 1), due_before=date(2026, 3, 1)), []),
        (TaskFilter(completed=False, tags=("home",), words="milk"), [1]),
    ):
        assert await ids(store, wanted) == expected, wanted


@pytest.mark.parametrize("limit", [1, 2, 500])
async def test_orders(store: TaskStore, limit: int) -> None:
    """FR-013, FR-014: ties by id, in the direction of the order; undated last; case does not matter."""
    await store.create_task(new_task("b", priority="high"))
    await store.create_task(new_task("A", priority="low", due_date=date(2026, 3, 2)))
    await store.create_task(new_task("c", due_date=datetime(2026, 3, 1, 23, tzinfo=UTC)))
    await store.create_task(new_task("B", priority="low", due_date=date(2026, 3, 2)))
    await store.update_task(1, {"description": "touched"})
    expected: dict[Sort, list[int]] = {
        "created_at": [1, 2, 3, 4],
        "updated_at": [1, 2, 3, 4],
        "due_date": [3, 2, 4, 1],
        "priority": [2, 4, 3, 1],
        "title": [2, 1, 4, 3],
    }
    assert expected.keys() == set(get_args(Sort))
    for sort, wanted in expected.items():
        assert await ids(store, sort=sort, order="asc", limit=limit) == wanted, sort
        assert await ids(store, sort=sort, order="desc", limit=limit) == wanted[::-1], sort


async def test_no_more_is_read_than_a_page_can_tell(
    store: TaskStore, session: OwnerSession, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-231: of many long tasks those that have a mebibyte of text, and one more, which is not told."""
    many = """
        INSERT INTO tasks (user_id, id, title, description, priority, tags, created_at, updated_at, version)
        SELECT :user, n, 'title', repeat('x', 4000), 1, ARRAY['a', 'tag'], now(), now(), 1
        FROM generate_series(1, 400) AS n
    """
    await tell(session, many, user=user)
    each = 4000 + len("title") + len("{a,tag}")
    read: list[int] = []
    ask = session._fetch

    async def noted(*given: Any) -> Sequence[Row]:
        rows = await ask(*given)
        read.append(len(rows))
        return rows

    monkeypatch.setattr(OwnerSession, "_fetch", lambda _, *given: noted(*given))
    page = await store.list_tasks(TaskFilter(), "title", "asc", 1000, None)
    assert read == [1024 * 1024 // each + 1]
    most = 1024 * 1024 // each
    assert [task.id for task in page.tasks] == list(range(1, most + 1))
    assert (page.text_bytes, page.next) == (each * most, PageKey("title", most))
    assert page.first(20).next == PageKey("title", 20)
    assert await ids(store, sort="title") == list(range(1, 401))


async def test_the_tables_keep_the_limits_too(database: Database, user: str) -> None:
    for columns in ("title = ''", "priority = 9", "version = 0", "due_on = now(), due_at = now()"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.session(user) as session:
                await TaskStore(session, user).create_task(new_task())
                await tell(session, f"UPDATE tasks SET {columns} WHERE user_id = :user", user=user)
    async with database.session(user) as session:
        assert await ids(TaskStore(session, user)) == []


async def test_a_key_answers_the_same_once_more(database: Database, user: str) -> None:
    """FR-004."""
    async with database.session(user) as session:
        keys = IdempotencyStore(session, user)
        assert await keys.claim("k", "body") is None
        await keys.keep("k", {"id": 1})
    async with database.session(user) as session:
        keys = IdempotencyStore(session, user)
        kept = await keys.claim("k", "body")
        assert kept is not None
        assert kept.answer == {"id": 1}
        with pytest.raises(IdempotencyKeyReused):
            await keys.claim("k", "other body")


async def test_a_key_is_remembered_for_a_day(session: OwnerSession, user: str) -> None:
    """FR-004."""
    keys = IdempotencyStore(session, user)
    for key in ("old", "older"):
        await keys.claim(key, "body")
        await keys.keep(key, {"id": 1})
    age = "UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second' WHERE user_id = :user"
    await tell(session, age, user=user)
    assert await keys.claim("old", "another body") is None
    left = await tell(session, "SELECT key FROM idempotency_keys WHERE user_id = :user", user=user)
    assert [row["key"] for row in left] == ["old"]


async def test_a_key_that_was_rolled_back_is_free(database: Database, user: str) -> None:
    class Fault(Exception):
        pass

    with pytest.raises(Fault):
        async with database.session(user) as session:
            await IdempotencyStore(session, user).claim("k", "body")
            raise Fault
    async with database.session(user) as session:
        assert await IdempotencyStore(session, user).claim("k", "other") is None
