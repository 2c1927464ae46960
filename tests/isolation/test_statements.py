"""FR-530 to FR-532: every statement of the server is of one user, and is one that a distributed PostgreSQL accepts."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text

from impl.database.statement import Statement
from impl.database.tables import OWNER_COLUMN
from impl.migrations.privileges import declared_tables
from tests.isolation.every_statement import Made, every_statement, parameters_of, server_modules
from tests.isolation.shard_rules import faults
from tests.support import citus
from tests.support.parse_trees import parse_tree, read_catalog, walk

_KEYS = "idempotency_keys"
_UPSERT = f"INSERT INTO {_KEYS} (user_id, key, fingerprint, created_at) VALUES (:owner, 'k', 'f', now())"
_CONFLICT = f"{_UPSERT} ON CONFLICT (user_id, key) DO UPDATE SET"

BROKEN: dict[str, tuple[str, list[str]]] = {
    "no owner": ("SELECT id FROM tasks WHERE id = :id", ["SELECT from tasks without user_id = the parameter owner"]),
    "an owner by OR": (
        "SELECT id FROM tasks WHERE user_id = :owner OR id = 1",
        ["SELECT from tasks without user_id = the parameter owner"],
    ),
    "an owner that is not the parameter": (
        "SELECT id FROM tasks WHERE user_id = :other",
        ["SELECT from tasks without user_id = the parameter owner"],
    ),
    "several owners": (
        "SELECT id FROM tasks WHERE user_id IN (:owner, 'x')",
        ["SELECT from tasks without user_id = the parameter owner"],
    ),
    "an owner by an inequality": (
        "SELECT id FROM tasks WHERE user_id >= :owner",
        ["SELECT from tasks without user_id = the parameter owner"],
    ),
    "another column is the owner's": (
        "SELECT id FROM tasks WHERE title = :owner",
        ["SELECT from tasks without user_id = the parameter owner"],
    ),
    "a join": (
        f"SELECT id FROM tasks, {_KEYS} WHERE tasks.user_id = :owner",
        [f"SELECT from {_KEYS} without user_id = the parameter owner"],
    ),
    "an outer join": (
        f"SELECT id FROM {_KEYS} LEFT JOIN tasks ON tasks.user_id = :owner WHERE {_KEYS}.user_id = :owner",
        ["SELECT from tasks without user_id = the parameter owner"],
    ),
    "a subquery": (
        "SELECT id FROM tasks WHERE user_id = :owner AND id = (SELECT max(last_id) FROM task_counters)",
        ["SELECT from task_counters without user_id = the parameter owner"],
    ),
    "a CTE": (
        "WITH gone AS (DELETE FROM tasks WHERE id = :id RETURNING id) SELECT id FROM gone",
        ["DELETE from tasks without user_id = the parameter owner"],
    ),
    "an update": (
        "UPDATE tasks SET title = 'x' WHERE id = :id",
        ["UPDATE from tasks without user_id = the parameter owner"],
    ),
    "given away": (
        "UPDATE tasks SET user_id = :other WHERE user_id = :owner",
        ["UPDATE changes user_id of tasks"],
    ),
    "given away by a conflict": (f"{_CONFLICT} user_id = 'x'", [f"INSERT changes user_id of {_KEYS}"]),
    "inserted for another": (
        "INSERT INTO task_counters VALUES (:other, 1)",
        ["INSERT into task_counters with another user_id than the parameter owner"],
    ),
    "inserted for whom a subquery says": (
        "INSERT INTO task_counters SELECT title, 1 FROM tasks WHERE user_id = :owner",
        ["INSERT into task_counters with another user_id than the parameter owner"],
    ),
    "a table without an owner": (
        "SELECT * FROM alembic_version",
        ["SELECT from alembic_version without user_id = the parameter owner"],
    ),
    "now() in COALESCE": (
        "UPDATE tasks SET completed_at = coalesce(completed_at, now()) WHERE user_id = :owner",
        ["now() is stable, and in COALESCE of UPDATE"],
    ),
    "now() in CASE": (
        "UPDATE tasks SET completed_at = CASE WHEN id > 1 THEN CURRENT_TIMESTAMP END WHERE user_id = :owner",
        ["SQLVALUEFUNCTION() is stable, and in CASE of UPDATE"],
    ),
    "now() in GREATEST, in a CTE": (
        "WITH done AS (UPDATE tasks SET updated_at = greatest(updated_at, now()) WHERE user_id = :owner RETURNING id) "
        "SELECT id FROM done",
        ["now() is stable, and in GREATEST or LEAST of UPDATE"],
    ),
    "now() in CASE of a condition": (
        "DELETE FROM tasks WHERE user_id = :owner AND CASE WHEN id > 1 THEN created_at < now() END",
        ["now() is stable, and in CASE of DELETE"],
    ),
    "now() in CASE of an insert": (
        "INSERT INTO task_counters VALUES (:owner, CASE WHEN now() > '2026-01-01'::timestamp THEN 1 END)",
        ["now() is stable, and in CASE of INSERT", "timestamptz_gt_timestamp() is stable, and in CASE of INSERT"],
    ),
    "now() at a conflict": (f"{_CONFLICT} created_at = now()", ["now() is stable, and in ON CONFLICT of INSERT"]),
    "an operator at a conflict": (
        f"{_CONFLICT} key = 'k' WHERE {_KEYS}.created_at - interval '1 day' < excluded.created_at",
        ["timestamptz_mi_interval() is stable, and in ON CONFLICT of INSERT"],
    ),
    "now() is returned": (f"{_UPSERT} RETURNING now()", ["now() is stable, and in RETURNING of INSERT"]),
    "a cast is returned": (
        "DELETE FROM tasks WHERE user_id = :owner RETURNING created_at::text",
        ["timestamptz_out() is stable, and in RETURNING of DELETE"],
    ),
    "a stable function of a column": (
        "UPDATE tasks SET due_on = updated_at::date WHERE user_id = :owner",
        ["date() is stable, and UPDATE calls it for a column"],
    ),
    "a volatile function": (
        "UPDATE tasks SET priority = random() WHERE user_id = :owner",
        ["random() is volatile, and in UPDATE"],
    ),
    "a volatile function in a condition": (
        "DELETE FROM tasks WHERE user_id = :owner AND priority < (SELECT random())",
        ["random() is volatile, and in DELETE"],
    ),
    "a sequence": (
        "INSERT INTO task_counters VALUES (:owner, nextval('s'))",
        ["nextval() uses a sequence"],
    ),
}
ACCEPTED = {
    "now() is inserted": _UPSERT,
    "now() is set": "UPDATE tasks SET updated_at = now() WHERE id = :id AND user_id = :owner",
    "a moment in GREATEST": "UPDATE tasks SET updated_at = greatest(updated_at, CAST(:now AS timestamptz)) "
    "WHERE user_id = :owner",
    "an inner join": f"SELECT id FROM tasks JOIN {_KEYS} ON tasks.user_id = :owner AND {_KEYS}.user_id = :owner",
    "the owner before the column": "SELECT id FROM tasks WHERE :owner = user_id",
    "now() in COALESCE of a read": "SELECT coalesce(completed_at, now()) FROM tasks WHERE user_id = :owner",
    "an insert of a subquery": "INSERT INTO task_counters SELECT :owner, 1",
    "a catalog": "SELECT now(), relname FROM pg_class",
}


pytestmark = pytest.mark.skipif(
    citus.chosen() is not None, reason="reads how the embedded PostgreSQL parses statements"
)


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the owner of the tables."""
    connection = await asyncpg.connect(owner_url)
    yield connection
    await connection.close()


async def test_every_statement(owner: asyncpg.Connection) -> None:
    """FR-530, FR-531: in all its forms; and each table is in one of them."""
    catalog = await read_catalog(owner, OWNER_COLUMN)
    found: dict[str, Made] = {}
    tables: set[str] = set()
    for made in {each.text: each for each in every_statement(server_modules())}.values():
        tree = await parse_tree(owner, made.text)
        tables |= {catalog.tables[node.word("relid")][0] for node in walk(tree) if node.word("relid") in catalog.tables}
        for fault in faults(catalog, tree, made.parameters):
            found.setdefault(fault, made)
    assert not found, "\n".join(f"{made.origin}: {fault}.\n{made.text}" for fault, made in found.items())
    assert tables == {table.name for table in declared_tables()}


@pytest.mark.parametrize("name", BROKEN)
async def test_a_broken_rule_is_found(owner: asyncpg.Connection, name: str) -> None:
    """FR-530, FR-531: by the checks that the statements of the server pass."""
    statement, expected = BROKEN[name]
    assert await _faults(owner, statement) == expected


@pytest.mark.parametrize("name", ACCEPTED)
async def test_what_is_allowed_is_not_found(owner: asyncpg.Connection, name: str) -> None:
    """The rules are no stricter than a distributed PostgreSQL, except for GREATEST and LEAST."""
    assert await _faults(owner, ACCEPTED[name]) == []


async def _faults(owner: asyncpg.Connection, sql: str) -> list[str]:
    statement = Statement(text(sql))
    transaction = owner.transaction()
    await transaction.start()
    try:
        await owner.execute("CREATE TEMPORARY SEQUENCE s")
        catalog = await read_catalog(owner, OWNER_COLUMN)
        tree = await parse_tree(owner, statement.text)
        return sorted(faults(catalog, tree, parameters_of(statement)))
    finally:
        await transaction.rollback()


_SEQUENCES = "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"


async def test_no_sequence(owner: asyncpg.Connection) -> None:
    """FR-532: no table has a serial or an identity column; one that has is found."""
    assert await owner.fetch(_SEQUENCES) == []
    for kind in ("serial", "int GENERATED ALWAYS AS IDENTITY"):
        transaction = owner.transaction()
        await transaction.start()
        await owner.execute(f"CREATE TABLE numbered (id {kind})")
        assert await owner.fetchval(_SEQUENCES) == "numbered_id_seq"
        await transaction.rollback()
