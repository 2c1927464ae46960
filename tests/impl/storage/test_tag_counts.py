"""FR-045: every write updates the number of tasks for each tag, which is read without the tasks."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

import asyncpg
import pytest

from impl.database.database import Database
from impl.storage.errors import TaskNotFound
from impl.storage.tasks import TaskStore
from tests.impl.storage.conftest import new_task
from tests.impl.storage.sql import execute
from tests.support.databases import seeing_all

COUNTED = "SELECT tag, pending, completed FROM tag_counts WHERE user_id = :user ORDER BY tag"
RECOUNTED = """
    SELECT tag COLLATE "C" AS tag, count(*) FILTER (WHERE completed_at IS NULL), count(completed_at)
    FROM tasks, unnest(tags) AS tag WHERE user_id = :user GROUP BY 1 ORDER BY 1
"""
TAGS = ("home", "Home", "a", "é", "z")


Counts: TypeAlias = list[tuple[str, int, int]]


async def counts(database: Database, user: str) -> tuple[Counts, Counts]:
    """Return the stored counts and the actual ones."""
    async with database.session(user) as session:
        counted, recounted = [await execute(session, each, user=user) for each in (COUNTED, RECOUNTED)]
    return [tuple(row) for row in counted], [tuple(row) for row in recounted]


async def write(database: Database, user: str, chance: random.Random) -> None:
    """Run a random write in its own transaction. Without a matching task it does nothing."""
    tags = chance.sample(TAGS, chance.randrange(len(TAGS)))
    task_id = chance.randrange(1, 12)
    async with database.session(user) as session:
        store = TaskStore(session, user)
        acts: list[Callable[[], Awaitable[object]]] = [
            lambda: store.create_task(new_task(tags=tags, completed=chance.random() < 0.5)),
            lambda: store.update_task(task_id, {"tags": tags}),
            lambda: store.update_task(task_id, {"tags": tags, "completed": chance.random() < 0.5}),
            lambda: store.update_task(task_id, {"title": "other"}),
            lambda: store.complete_task(task_id, chance.random() < 0.5),
            lambda: store.complete_task(task_id, None),
            lambda: store.delete_task(task_id),
        ]
        try:
            await chance.choice(acts)()
        except TaskNotFound:
            return


@pytest.mark.parametrize("seed", range(3))
async def test_the_counts_are_those_of_the_tasks(database: Database, user: str, seed: int) -> None:
    """After each of many writes; an unused tag has no row."""
    chance = random.Random(seed)
    for _ in range(60):
        await write(database, user, chance)
        counted, recounted = await counts(database, user)
        assert counted == recounted


@pytest.mark.parametrize("seed", range(2))
async def test_the_counts_of_writes_at_once(database: Database, user: str, seed: int) -> None:
    """Concurrent writes with a common tag wait for each other, without a deadlock."""
    for turn in range(12):
        await asyncio.gather(*(write(database, user, random.Random(f"{seed} {turn} {n}")) for n in range(12)))
    counted, recounted = await counts(database, user)
    assert counted == recounted
    assert counted


async def test_tags_in_any_order_at_once(database: Database, user: str) -> None:
    """Two transactions add twenty tags each, in opposite orders."""
    names = [f"tag {number}" for number in range(20)]

    async def create(tags: Sequence[str]) -> None:
        async with database.session(user) as session:
            await TaskStore(session, user).create_task(new_task())
        for _ in range(10):
            async with database.session(user) as session:
                await TaskStore(session, user).update_task(1 + (tags[0] == names[0]), {"tags": list(tags)})
            async with database.session(user) as session:
                await TaskStore(session, user).update_task(1 + (tags[0] == names[0]), {"tags": []})

    async with database.session(user) as session:
        await TaskStore(session, user).create_task(new_task())
    await asyncio.gather(create(names), create(names[::-1]))
    assert await counts(database, user) == ([], [])


async def test_a_write_that_is_taken_back_counts_nothing(database: Database, user: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.session(user) as session:
            await TaskStore(session, user).create_task(new_task(tags=["a"]))
            raise ZeroDivisionError
    assert await counts(database, user) == ([], [])


async def test_many_tasks_of_one_statement(database: Database, user: str) -> None:
    """As an import would write, or a deletion of all tasks of a user."""
    many = """
        INSERT INTO tasks (user_id, id, title, priority, tags, created_at, updated_at, version, completed_at)
        SELECT :user, n, 't', 1, ARRAY['every', 'tag ' || n % 7, 'one ' || n], now(), now(), 1,
               CASE WHEN n % 3 = 0 THEN now() END
        FROM generate_series(1, 1000) AS n
    """
    async with database.session(user) as session:
        await execute(session, many, user=user)
    counted, recounted = await counts(database, user)
    assert (counted == recounted, len(counted)) == (True, 1008)
    async with database.session(user) as session:
        await execute(session, "DELETE FROM tasks WHERE user_id = :user AND id > 10", user=user)
    counted, recounted = await counts(database, user)
    assert (counted == recounted, len(counted)) == (True, 18)
    async with database.session(user) as session:
        await execute(session, "DELETE FROM tasks WHERE user_id = :user", user=user)
    assert await counts(database, user) == ([], [])


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO tag_counts VALUES (:user, 'a', 1, 0)", "UPDATE tag_counts SET pending = 9", "DELETE FROM tag_counts"],
)
async def test_the_server_counts_by_its_tasks_alone(database: Database, user: str, statement: str) -> None:
    """FR-052: its role may read the counts, but not write them."""
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.session(user) as session:
            await execute(session, statement, **({"user": user} if ":user" in statement else {}))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM tasks WHERE user_id = $1",
        "UPDATE tasks SET tags = ARRAY['b'] WHERE user_id = $1",
        "INSERT INTO tasks SELECT user_id, 2, title, NULL, NULL, 1, tags, NULL, NULL, created_at, updated_at, 1 "
        "FROM tasks WHERE user_id = $1",
    ],
)
async def test_who_writes_for_others_counts_for_them_or_is_told(
    database: Database, owner_url: str, user: str, statement: str
) -> None:
    """If the owner bypasses the policies of tasks only, the counts are right or there is an error."""
    async with database.session(user) as session:
        await TaskStore(session, user).create_task(new_task(tags=["a"]))
    connection = await asyncpg.connect(owner_url)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="tag_counts"):
            async with connection.transaction():
                await connection.execute("ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY")
                await connection.execute(statement, user)
    finally:
        await connection.close()
    async with seeing_all(owner_url) as connection:
        await connection.execute(statement, user)
    counted, recounted = await counts(database, user)
    assert counted == recounted
