"""The queries for one owner."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
import pytest

from impl.database.database import Database
from impl.database.session import OwnerSession
from impl.database.statement import Row, Statement
from impl.storage.errors import TaskNotFound
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import Order, PageKey, Sort, TaskFilter
from tests.impl.storage.conftest import new_task
from tests.impl.storage.sql import execute


async def ids(
    store: TaskStore,
    wanted: TaskFilter | None = None,
    sort: Sort = "created_at",
    order: Order = "asc",
    limit: int = 500,
) -> Sequence[int]:
    """Return the ids of all pages."""
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


@pytest.mark.parametrize("write", ["update", "toggle", "delete"])
async def test_a_task_that_comes_too_late_is_not_found(
    store: TaskStore, monkeypatch: pytest.MonkeyPatch, write: str
) -> None:
    """FR-018: without a condition it is not reported as changed, even if the task exists a moment later."""
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


@pytest.mark.parametrize("write", ["update", "set", "toggle", "complete by an update"])
async def test_the_times_of_a_task_never_go_back(database: Database, user: str, write: str) -> None:
    """FR-006: a transaction that began earlier and writes later keeps the later time, also that of the completion."""
    async with database.session(user) as earlier:
        await execute(earlier, "SELECT 1")
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


async def test_no_more_is_read_than_a_page_can_tell(
    store: TaskStore, session: OwnerSession, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR-230: of many long tasks, a mebibyte of text and one more task are read."""
    many = """
        INSERT INTO tasks (user_id, id, title, description, priority, tags, created_at, updated_at, version)
        SELECT :user, n, 'title', repeat('x', 4000), 1, ARRAY['a', 'tag'], now(), now(), 1
        FROM generate_series(1, 300) AS n
    """
    await execute(session, many, user=user)
    each = 4000 + len("title") + len("{a,tag}")
    read: list[int] = []
    fetch_value = session._fetch

    async def noted(*given: Any) -> Sequence[Row]:
        rows = await fetch_value(*given)
        read.append(len(rows))
        return rows

    monkeypatch.setattr(OwnerSession, "_fetch", lambda _, *given: noted(*given))
    page = await store.list_tasks(TaskFilter(), "title", "asc", 1000, None)
    assert read == [1024 * 1024 // each + 1]
    most = 1024 * 1024 // each
    assert [task.id for task in page.tasks] == list(range(1, most + 1))
    assert (page.text_bytes, page.next) == (each * most, PageKey("title", most))
    assert page.first(20).next == PageKey("title", 20)
    assert await ids(store, sort="title") == list(range(1, 301))


async def test_the_tables_keep_the_limits_too(database: Database, user: str) -> None:
    for columns in ("title = ''", "priority = 9", "version = 0", "due_on = now(), due_at = now()"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with database.session(user) as session:
                await TaskStore(session, user).create_task(new_task())
                await execute(session, f"UPDATE tasks SET {columns} WHERE user_id = :user", user=user)
    async with database.session(user) as session:
        assert await ids(TaskStore(session, user)) == []


async def test_a_key_is_remembered_for_a_day(session: OwnerSession, user: str) -> None:
    """FR-004."""
    keys = IdempotencyStore(session, user)
    for key in ("old", "older"):
        await keys.claim(key, "body")
        await keys.keep(key, {"id": 1})
    age = "UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second' WHERE user_id = :user"
    await execute(session, age, user=user)
    assert await keys.claim("old", "another body") is None
    left = await execute(session, "SELECT key FROM idempotency_keys WHERE user_id = :user", user=user)
    assert [row["key"] for row in left] == ["old"]
