"""FR-534, FR-535: rows are spread over the workers, and every shard keeps the users apart."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from impl.database.database import Database
from impl.migrations.privileges import declared_tables
from impl.postgres import APPLICATION_USER
from impl.storage.tasks import TaskStore
from tests.distributed.cluster import connected, node_of, nodes_of_shards, on_shards
from tests.impl.storage.sql import execute
from tests.isolation.operations import TASK
from tests.support import citus
from tests.support.databases import TABLES

citus.needed()

OWN = "(user_id = current_setting('tasks.user_id'::text, true))"
USERS = 40
_LEFT = "SELECT result FROM run_command_on_all_nodes($$SELECT current_setting('tasks.user_id', true)$$)"


@pytest.fixture
async def superuser(coordinator: str, database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """The coordinator, of a migrated database."""
    async with connected(coordinator) as connection:
        yield connection


@pytest.fixture
async def users(database: Database, user: str) -> list[str]:
    """Users with a task each."""
    names = [f"{user}-{number}" for number in range(USERS)]
    for name in names:
        async with database.session(name) as session:
            await TaskStore(session, name).create_task(TASK)
    return names


async def test_rows_are_on_several_workers(superuser: asyncpg.Connection, users: list[str]) -> None:
    """FR-534: and all rows of a user are on the same one."""
    nodes = {name: {await node_of(superuser, table, name) for table in TABLES} for name in users}
    assert [name for name, found in nodes.items() if len(found) != 1] == []
    assert len(set.union(*nodes.values())) > 1
    for table in ("tasks", "task_counters", "tag_counts"):
        counts = await on_shards(superuser, table, "SELECT count(*) FROM %s WHERE user_id IS NOT NULL")
        assert sum(map(int, counts)) >= USERS
        assert sum(count != "0" for count in counts) > 1
        assert await superuser.fetchval(f"SELECT count(*) FROM ONLY {table}") == sum(map(int, counts))


async def test_all_tables_are_distributed_alike(superuser: asyncpg.Connection) -> None:
    """FR-534: by the hash of the user, in one group of colocated tables, with several nodes."""
    rows = await superuser.fetch(
        "SELECT logicalrelid::text AS name, partmethod, colocationid, column_to_column_name(logicalrelid, partkey) "
        "FROM pg_dist_partition WHERE logicalrelid::text = ANY($1) ORDER BY 1",
        TABLES,
    )
    group = rows[0]["colocationid"]
    assert [tuple(row) for row in rows] == [(name, b"h", group, "user_id") for name in TABLES]
    for table in TABLES:
        assert len(set((await nodes_of_shards(superuser, table)).values())) > 1


@pytest.mark.parametrize("table", TABLES)
async def test_every_shard_is_guarded(superuser: asyncpg.Connection, table: str) -> None:
    """FR-535: by the policy of its table alone, also against its owner."""
    forced = "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = '%s'::regclass"
    policies = (
        "SELECT string_agg(concat_ws(' ', polname, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid), "
        "pg_get_expr(polwithcheck, polrelid)), ',') FROM pg_policy WHERE polrelid = '%s'::regclass"
    )
    assert set(await on_shards(superuser, table, forced)) == {"t"}
    assert set(await on_shards(superuser, table, policies)) == {f"{table}_own * t {{0}} {OWN} {OWN}"}


@pytest.mark.parametrize("table", declared_tables(), ids=lambda table: table.name)
async def test_the_role_of_the_server_may_do_no_more_on_a_shard(superuser: asyncpg.Connection, table: object) -> None:
    """FR-535: its privileges on every shard are those that the table declares, and it owns none."""
    declared = next(each for each in declared_tables() if each == table)
    granted = (
        "SELECT string_agg(privilege_type, ',' ORDER BY privilege_type) FROM pg_class, aclexplode(relacl) "
        f"WHERE pg_class.oid = '%s'::regclass AND grantee = '{APPLICATION_USER}'::regrole"
    )
    owner = "SELECT relowner::regrole FROM pg_class WHERE oid = '%s'::regclass"
    assert set(await on_shards(superuser, declared.name, granted)) == {",".join(sorted(declared.privileges))}
    assert APPLICATION_USER not in await on_shards(superuser, declared.name, owner)


@pytest.mark.parametrize("table", TABLES)
async def test_a_shard_shows_nobody_nothing(
    superuser: asyncpg.Connection, database_url: str, users: list[str], table: str
) -> None:
    """FR-535: to the server's role without an owner; and to an owner, their own rows, also without a WHERE."""
    all_of_them = "SELECT count(*) FROM %s"
    (name, *_), shards = users, await nodes_of_shards(superuser, table)
    async with connected(database_url) as server:
        assert set(await on_shards(server, table, all_of_them)) == {"0"}
        with_owner = (
            f"SELECT count(*) FROM (SELECT set_config('tasks.user_id', '{name}', true) OFFSET 0) AS reader (name), "
            "LATERAL (SELECT user_id FROM %s WHERE reader.name IS NOT NULL OFFSET 0) AS found"
        )
        seen = await on_shards(server, table, with_owner)
        own = await on_shards(superuser, table, f"{all_of_them} WHERE user_id = '{name}'")
    assert seen == own
    assert len(seen) == len(shards)
    assert sum(map(int, own)) == (0 if table == "idempotency_keys" else 1)


async def test_a_forgotten_where_shows_only_ones_own(database: Database, users: list[str]) -> None:
    """FR-535: whatever statement the coordinator sends to all shards."""
    for name in users[:3]:
        async with database.session(name) as session:
            assert [tuple(row) for row in await execute(session, "SELECT user_id, id FROM tasks")] == [(name, 1)]
            await execute(session, "UPDATE tasks SET title = 'mine'")
    async with database.session() as session:
        assert [*await execute(session, "SELECT user_id FROM tasks")] == []
    for name in users[:5]:
        async with database.session(name) as session:
            titles = [row["title"] for row in await execute(session, "SELECT title FROM tasks")]
        assert titles == (["mine"] if name in users[:3] else [TASK["title"]])


async def test_an_owner_does_not_stay_on_a_connection(database: Database, users: list[str]) -> None:
    """FR-535: neither the coordinator's nor those to the workers know the user of the transaction before."""
    for name in users[:5]:
        async with database.session(name) as session:
            await execute(session, "SELECT count(*) FROM tasks")
        async with database.session() as session:
            assert [*await execute(session, "SELECT user_id FROM tasks")] == []
            left = await execute(session, _LEFT)
            assert {row[0] or "" for row in left} == {""}
