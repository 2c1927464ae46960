"""FR-045: the tags of existing rows are counted while the previous release writes, which does not know the counts."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from impl import migrations
from impl.database import connection as guard
from impl.database.database import Database
from impl.migrations.privileges import declared_tables
from impl.postgres import APPLICATION_USER
from tests.impl.migrations.old_rows import TASKS, fill
from tests.impl.storage.sql import execute, fetch_value
from tests.support.databases import PATIENT, empty_database, seeing_all, server_url

BEFORE = "0003"
THEN = ("tasks", "task_counters", "tag_counts", "idempotency_keys")
"""The tables that are there in 0005."""
USERS = 20
WRITERS = 4
SAME = """
SELECT count(*), count(counted.tag), count(*) FILTER (WHERE counted IS NULL OR recounted IS NULL
       OR (counted.pending, counted.completed) <> (recounted.pending, recounted.completed))
FROM tag_counts AS counted FULL JOIN (
    SELECT user_id, tag COLLATE "C" AS tag, count(*) FILTER (WHERE completed_at IS NULL) AS pending,
           count(completed_at) AS completed
    FROM tasks, unnest(tags) AS tag GROUP BY 1, 2
) AS recounted USING (user_id, tag)
"""


@pytest.fixture
def owner() -> Iterator[str]:
    """A database that the previous release has filled and serves; its URL as the owner."""
    with empty_database() as url:
        migrations.upgrade(url, BEFORE)
        asyncio.run(fill(url, users=USERS))
        asyncio.run(_execute(url, _OLD_GRANTS))
        yield url


_OLD_GRANTS = f"""
GRANT SELECT, INSERT, UPDATE, DELETE ON tasks, idempotency_keys TO {APPLICATION_USER};
GRANT SELECT, INSERT, UPDATE ON task_counters TO {APPLICATION_USER};
"""


async def _execute(owner: str, statements: str) -> None:
    connection = await asyncpg.connect(owner)
    await connection.execute(statements)
    await connection.close()


async def wrongly_counted(owner: str) -> int:
    """Return how many counts differ from the tasks; check that there are at least some thousand."""
    async with seeing_all(owner, ("tasks", "tag_counts")) as connection:
        tags, counted, wrong = await connection.fetchrow(SAME)
    assert tags >= 20 * USERS
    assert counted >= 20 * USERS or wrong
    return int(wrong)


# The statements of the release before 0004: those of this one may name columns that it does not have.
_CREATE = """
WITH counter AS (
    INSERT INTO task_counters VALUES (CAST(:user AS text), 1)
    ON CONFLICT (user_id) DO UPDATE SET last_id = task_counters.last_id + 1 RETURNING last_id
)
INSERT INTO tasks (user_id, id, title, completed_at, priority, tags, created_at, updated_at, version)
SELECT CAST(:user AS text), last_id, 'Buy milk', CASE WHEN CAST(:completed AS boolean) THEN now() END, 2,
       CAST(:tags AS text[]), now(), now(), 1
FROM counter RETURNING id
"""
_ONE = "version = version + 1, updated_at = now() WHERE user_id = :user AND id = :id"
_RETAG = f"UPDATE tasks SET tags = CAST(:tags AS text[]), {_ONE}"
_COMPLETE = f"UPDATE tasks SET completed_at = CASE WHEN completed_at IS NULL THEN now() END, {_ONE}"
_DELETE = "DELETE FROM tasks WHERE user_id = :user AND id = :id"


class Writing:
    """Writers of the previous release."""

    def __init__(self) -> None:
        self.written = 0

    async def go_on(self, more: int = 40) -> None:
        """Wait until so many more writes have been committed."""
        enough = self.written + more
        while self.written < enough:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@asynccontextmanager
async def writing(url: str) -> AsyncIterator[Writing]:
    """Create, retag, complete and delete tasks during the block; none of it may fail."""
    counted, stop = Writing(), asyncio.Event()
    database = Database(url, PATIENT, guarded=False)

    async def write(number: int) -> None:
        chance = random.Random(number)
        while not stop.is_set():
            user = f"old-{chance.randrange(1, USERS + 1)}"
            tags = [f"tag {n}" for n in chance.sample(range(1, 25), chance.randrange(6))]
            async with database.session(user) as session:
                made = await fetch_value(session, _CREATE, user=user, tags=tags, completed=chance.random() < 0.5)
            for act in chance.sample([_RETAG, _COMPLETE, _DELETE], 2):
                async with database.session(user) as session:
                    if act is _DELETE:
                        await execute(session, act, user=user, id=made)
                        break
                    more = {"tags": tags[::-1]} if act is _RETAG else {}
                    await execute(session, act, user=user, id=chance.randrange(1, TASKS + 1), **more)
            counted.written += 1

    async with asyncio.TaskGroup() as group:
        for number in range(WRITERS):
            group.create_task(write(number))
        try:
            await counted.go_on()
            yield counted
            await counted.go_on()
        finally:
            stop.set()
    await database.close()


async def test_counted_while_the_previous_release_writes(owner: str) -> None:
    """Migrate up, then down and up again, while the writers go on."""
    async with writing(server_url(owner)) as writers:
        for _ in range(2):
            await asyncio.to_thread(migrations.upgrade, owner)
            await writers.go_on()
            assert await wrongly_counted(owner) == 0
            await asyncio.to_thread(migrations.downgrade, owner, BEFORE)
            await writers.go_on()
        await asyncio.to_thread(migrations.upgrade, owner)
    assert await wrongly_counted(owner) == 0
    await asyncio.to_thread(migrations.check, owner)


async def test_counting_that_was_cut_off_is_done_again(owner: str) -> None:
    """Whatever an interrupted migration has left: some counts, and its temporary policies."""
    await asyncio.to_thread(migrations.upgrade, owner, "0005")
    async with writing(server_url(owner)) as writers:
        left = "DELETE FROM tag_counts WHERE pending % 2 = 0; UPDATE tag_counts SET completed = completed + 7"
        alone = "LOCK TABLE tasks IN SHARE ROW EXCLUSIVE MODE; SET LOCAL tasks.counting = 'on'"
        await _execute(owner, f"BEGIN; {alone}; {left}; UPDATE alembic_version SET version_num = '0004'; COMMIT")
        await asyncio.to_thread(migrations.upgrade, owner)
        await writers.go_on()
    assert await wrongly_counted(owner) == 0


async def test_a_server_whose_role_owns_the_tables_goes_on(owner: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-045: its guard does not take the temporary policies for open ones, which show nobody's rows to it."""
    then = tuple(table for table in declared_tables() if table.name in THEN)
    monkeypatch.setattr(guard, "owned_tables", lambda: then)
    await asyncio.to_thread(migrations.upgrade, owner, "0005")
    database = Database(owner, PATIENT, guarded=True)
    await database.ping(60)
    async with database.session("old-1") as session:
        assert await fetch_value(session, "SELECT count(DISTINCT user_id) FROM tasks") == 1
    await database.close()


async def test_nobody_else_sees_all_rows_meanwhile(owner: str) -> None:
    """FR-050: the temporary policies are for the owner only, and are dropped afterwards."""
    await asyncio.to_thread(migrations.upgrade, owner, "0005")
    connection = await asyncpg.connect(server_url(owner))
    await connection.execute("SET tasks.counting = 'on'")
    assert await connection.fetchval("SELECT count(*) FROM tasks") == 0
    await connection.close()
    await asyncio.to_thread(migrations.upgrade, owner)
    connection = await asyncpg.connect(owner)
    names = await connection.fetch("SELECT policyname FROM pg_policies ORDER BY 1")
    await connection.close()
    assert [row["policyname"] for row in names] == [table.policy for table in declared_tables()]
