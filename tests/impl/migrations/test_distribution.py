"""FR-523: what of the distribution by Citus needs no Citus."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest

from impl import migrations
from impl.database.database import Database
from impl.migrations.engine import migrating
from impl.migrations.shard_functions import count_on_shards
from impl.storage.tasks import TaskStore
from tests.support.databases import PATIENT, empty_database, seeing_all

# One shard: the table itself.
STUBS = """
CREATE FUNCTION get_shard_id_for_distribution_column(regclass, text) RETURNS bigint LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION shard_name(name regclass, bigint) RETURNS text LANGUAGE sql AS 'SELECT name::text'
"""
TRIGGERS = "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
MISCOUNTED = """
SELECT user_id, tag, sum(pending), sum(completed) FROM (
    SELECT user_id, tag, pending, completed FROM tag_counts
    UNION ALL SELECT user_id, tag, -(completed_at IS NULL)::int, -(completed_at IS NOT NULL)::int
    FROM tasks, unnest(tags) AS tag
) AS both_of_them GROUP BY user_id, tag HAVING sum(pending) <> 0 OR sum(completed) <> 0
"""


@pytest.fixture
def url() -> Iterator[str]:
    with empty_database() as url:
        migrations.upgrade(url)
        yield url


async def fetch(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(sql)
    await connection.close()
    return [tuple(row) for row in rows]


def test_without_citus_nothing_is_distributed(url: str) -> None:
    before = asyncio.run(fetch(url, TRIGGERS))
    migrations.distribute(url)
    assert asyncio.run(fetch(url, TRIGGERS)) == before
    assert len(before) == 3


def test_the_functions_of_shards_count_tags(url: str) -> None:
    """As those of the plain tables do: created, changed, completed and deleted; what is at zero is gone."""

    async def count() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        connection = await asyncpg.connect(url)
        await connection.execute(STUBS)
        await connection.close()
        async with migrating(url, 1000) as migration, migration.begin():
            await migration.run_sync(count_on_shards)
        database = Database(url, PATIENT, guarded=False)
        for user in ("ada", "it's"):
            async with database.session(user) as session:
                store = TaskStore(session, user)
                for tags in (["a", "b"], ["a"], ["b", "c"], [], ["d"]):
                    await store.create_task({"title": "x", "tags": tags})
                await store.update_task(1, {"tags": ["a", "e"]})
                await store.complete_task(1, None)
                await store.update_task(2, {"title": "y"})
                await store.delete_task(3)
                await store.complete_task(5, True)
        await database.close()
        async with seeing_all(url) as owner:
            counted = await owner.fetch(
                "SELECT tag, pending, completed FROM tag_counts WHERE user_id = 'ada' ORDER BY 1"
            )
            return [tuple(row) for row in counted], [tuple(row) for row in await owner.fetch(MISCOUNTED)]

    assert asyncio.run(count()) == ([("a", 1, 1), ("d", 0, 1), ("e", 0, 1)], [])
    (body,) = asyncio.run(fetch(url, "SELECT prosrc FROM pg_proc WHERE proname = 'count_tags_of_new_tasks'"))
    assert "shard_name" in str(body[0])
