"""What partitions by user cost: `python -m tests.benchmarks.partitions [--rows 1000000] [--partitions 16 64]`.

A PostgreSQL of its own has the migrated table `tasks`, and in a schema each the same table `PARTITION BY HASH
(user_id)`, with the same columns, indexes, policies and triggers. Each is filled with as many rows, 100 for a user, in
turn, without `fsync`. Then the server's own statements run with `fsync` for the same 1,000 users in all tables, in
alternating rounds: times are what the service waits for, and CPU that of the connection's process in PostgreSQL. Both
are medians of the rounds' medians, in microseconds, with those of the plain table at 1.00.
"""

import argparse
import asyncio
import json
import random
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from sqlalchemy import text

from impl.database.database import Database
from impl.database.statement import Statement
from impl.database.tables import row_security
from impl.storage.task_statements import get_task, list_tasks, shape_of
from impl.storage.tasks import TaskStore
from impl.storage.values import TaskFilter
from tests.support.replication import Cluster, replication

_EACH = 100
_ACTIVE = 1000
_TURNS = 400
_PLANNED = 100
_PID = Statement(text("SELECT pg_backend_pid() AS pid"))
_LOADING = {"shared_buffers": "1GB", "max_wal_size": "8GB", "maintenance_work_mem": "1GB", "autovacuum": "off"}
_LOADING |= {"wal_level": "minimal", "max_wal_senders": "0", "max_parallel_maintenance_workers": "0"}
_MEASURED = {"shared_buffers": "4GB", "max_wal_size": "8GB", "fsync": "on", "autovacuum": "off"}
_FILL = """
INSERT INTO {schema}.tasks (user_id, id, title, description, completed_at, priority, tags, due_on, due_at, created_at,
                            updated_at, version)
SELECT 'user-' || u, i, 'Task ' || i || ' of the list', CASE WHEN i % 3 = 0 THEN 'Some words about ' || i END,
       CASE WHEN i % 4 = 0 THEN timestamptz '2026-01-01' END, 1 + i % 3, ARRAY['home', 'tag ' || i % 10],
       CASE WHEN i % 2 = 0 THEN date '2026-12-01' + i % 100 END,
       CASE WHEN i % 4 = 1 THEN timestamptz '2026-12-01' + i * interval '1 hour' END,
       timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01' + i * interval '1 minute', 1
FROM generate_series(1, $1::int) u, generate_series(1, $2::int) i
"""
_WORDS = "array_to_tsvector(string_to_array(btrim(lower(title || ' ' || COALESCE(description, ''))), ' '))"
_COUNTED = (
    "INSERT INTO task_counters SELECT 'user-' || u, $2::int FROM generate_series(1, $1::int) u",
    "INSERT INTO tag_counts SELECT 'user-' || u, t.tag, t.n, 0 FROM generate_series(1, $1::int) u, (SELECT"
    " unnest(ARRAY['home', 'tag ' || i]) AS tag, $2::int AS n FROM generate_series(0, 9) i) t ON CONFLICT DO NOTHING",
)
_PLANS = ("auto", "force_generic_plan")
_WHAT = ("p50", "p99", "cpu")
Found = dict[tuple[str, str], list[float]]
_ASKED: Mapping[str, Callable[[TaskStore], Awaitable[object]]] = {
    "get": lambda store: store.get_task(random.randint(1, _EACH)),
    "list": lambda store: store.list_tasks(TaskFilter(), "created_at", "desc", 50, None),
    "complete": lambda store: store.complete_task(random.randint(1, _EACH), None),
    "create": lambda store: store.create_task({"title": "Buy milk", "priority": "medium", "tags": ["home"]}),
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A table, by its schema and number of partitions (0: plain), and how PostgreSQL plans its statements."""

    schema: str
    partitions: int
    plans: str = "auto"

    @property
    def role(self) -> str:
        """The role of its connections."""
        return f"{self.schema}_{self.plans}"


async def _timed(connection: asyncpg.Connection, what: str, sql: str, *arguments: object) -> None:
    started = time.perf_counter()
    await connection.execute(sql, *arguments)
    print(f"    {what:40}{time.perf_counter() - started:9.1f} s", flush=True)


async def _load(url: str, variant: Variant, users: int) -> None:
    """Make the table of a variant and fill it; its indexes, which are those of the plain one, are built afterwards."""
    connection = await asyncpg.connect(url)
    schema = variant.schema
    print(f"{schema}", flush=True)
    if variant.partitions:
        made = "LIKE public.tasks INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS"
        await connection.execute(f"CREATE SCHEMA {schema}; SET search_path = {schema}, public")
        await connection.execute(f"CREATE TABLE {schema}.tasks ({made}) PARTITION BY HASH (user_id)")
        for number in range(variant.partitions):
            bounds = f"WITH (MODULUS {variant.partitions}, REMAINDER {number})"
            await connection.execute(
                f"CREATE TABLE {schema}.tasks_{number} PARTITION OF {schema}.tasks FOR VALUES {bounds}"
            )
    indexes = await connection.fetch(
        "SELECT indexname AS name, indexdef AS made FROM pg_indexes WHERE (schemaname, tablename) = ('public', 'tasks')"
    )
    triggers = await connection.fetch(
        "SELECT tgname AS name, pg_get_triggerdef(oid) AS made FROM pg_trigger"
        " WHERE tgrelid = 'public.tasks'::regclass AND NOT tgisinternal"
    )
    if not variant.partitions:
        await connection.execute(f"ALTER TABLE tasks ALTER COLUMN words SET EXPRESSION AS ({_WORDS})")
        await connection.execute("ALTER TABLE tasks DROP CONSTRAINT tasks_pkey, DISABLE TRIGGER USER")
        for index in indexes:
            await connection.execute(f"DROP INDEX IF EXISTS {index['name']}")
        for sql in _COUNTED:
            await connection.execute(sql, users, _EACH)
    await _timed(connection, "insert", _FILL.format(schema=schema), users, _EACH)
    for index in indexes:
        await _timed(connection, index["name"], index["made"].replace("public.", f"{schema}."))
    if variant.partitions:
        for sql in (
            *row_security("tasks"),
            *(trigger["made"].replace("public.tasks", "tasks") for trigger in triggers),
        ):
            await connection.execute(sql)
    else:
        await connection.execute("ALTER TABLE tasks ENABLE TRIGGER USER")
    await _timed(connection, "vacuum analyze, whole table", f"VACUUM (FREEZE, ANALYZE) {schema}.tasks")
    await connection.execute("VACUUM ANALYZE task_counters, tag_counts")
    for plans in _PLANS:
        role = Variant(schema, variant.partitions, plans).role
        await connection.execute(
            f"CREATE ROLE {role} LOGIN IN ROLE tasks_app; ALTER ROLE {role} SET plan_cache_mode = {plans};"
            f"ALTER ROLE {role} SET search_path = {schema}, public;"
            f"GRANT USAGE ON SCHEMA {schema} TO tasks_app; GRANT ALL ON {schema}.tasks TO tasks_app"
        )
    heap, built = await connection.fetchrow(
        "SELECT pg_size_pretty(sum(pg_table_size(oid))), pg_size_pretty(sum(pg_indexes_size(oid))) FROM pg_class"
        " WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND relname ~ '^tasks'",
        schema,
    )
    print(f"{schema}: table {heap}, indexes {built}", flush=True)
    await connection.close()


async def _maintained(url: str, variant: Variant) -> None:
    """Time what one has to do with a whole table, and with one of its partitions."""
    connection = await asyncpg.connect(url)
    print(f"{variant.schema}")
    for table in ("tasks", "tasks_0") if variant.partitions else ("tasks",):
        name = f"{variant.schema}.{table}"
        await connection.execute(f"UPDATE {name} SET version = version + 1 WHERE id % 50 = 7")
        await _timed(connection, f"vacuum of 2 % dead rows, {table}", f"VACUUM {name}")
        await _timed(connection, f"create index, {table}", f"CREATE INDEX again ON {name} (user_id, updated_at, id)")
        await connection.execute(f"DROP INDEX {variant.schema}.again")
    await connection.close()


async def _plans(url: str, variant: Variant) -> str:
    """Return the median time of planning, in microseconds, and how many partitions were left out as it began."""
    connection = await asyncpg.connect(url)
    shape = shape_of(TaskFilter(), "created_at", "desc", after=False)
    found = []
    for name, statement in (("get", get_task()), ("list", list_tasks(shape))):
        values = {"reader": "user-7", "owner": "user-7", "id": 7, "limit": 51}
        literals = ", ".join(repr(value) for value in statement.arguments(values))
        await connection.execute(f"PREPARE {name} AS {statement.text}")
        took, plan = [], ""
        for _ in range(_PLANNED):
            plan = await connection.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE {name} ({literals})")
            took.append(json.loads(plan)[0]["Planning Time"] * 1000)
        left_out = "".join(line.strip() for line in plan.splitlines() if "Subplans Removed" in line)
        found.append(f"{name}: {statistics.median(took[10:]):.0f} µs {left_out}")
    await connection.close()
    return f"{variant.role:24}" + "; ".join(found)


def _ran(pid: int) -> float:
    """Return the CPU time of a process in microseconds."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1000


async def _round(url: str, users: Sequence[str], seed: int, found: Found) -> None:
    """Ask each of the statements of the same users, at first without measuring; one connection serves all."""
    database = Database(url)
    for name, ask in _ASKED.items():
        random.seed(seed)
        took: list[float] = []
        async with database.session("user-1") as session:
            pid = (await session.read(_PID, {}))[0]["pid"]
        before = 0.0
        for turn in range(_TURNS + _TURNS // 4):
            if turn == _TURNS // 4:
                before = _ran(pid)
            owner = random.choice(users)
            started = time.perf_counter()
            async with database.session(owner) as session:
                await ask(TaskStore(session, owner))
            took.append((time.perf_counter() - started) * 1e6)
        took = sorted(took[_TURNS // 4 :])
        measured = (statistics.median(took), took[int(len(took) * 0.99)], (_ran(pid) - before) / _TURNS)
        for what, value in zip(_WHAT, measured, strict=True):
            found.setdefault((name, what), []).append(value)
    await database.close()


async def _measure(primary: Cluster, variants: Sequence[Variant], users: int, rounds: int) -> None:
    active = [f"user-{1 + index * users // _ACTIVE}" for index in range(_ACTIVE)]
    found: dict[Variant, Found] = {variant: {} for variant in variants}
    for turn in range(rounds + 1):  # the first one reads the pages
        for variant in variants if turn % 2 else reversed(variants):
            await _round(primary.url(variant.role), active, turn, found[variant])
    plain = found[variants[0]]
    print(f"{'':36}" + "".join(f"{what:>20}" for what in _WHAT))
    for name in _ASKED:
        for variant in variants:
            line = f"{name:10}{variant.role:26}"
            for what in _WHAT:
                times, first = found[variant][name, what][1:], plain[name, what][1:]
                ratio = statistics.median(one / other for one, other in zip(times, first, strict=True))
                line += f"{statistics.median(times):12.0f} ({ratio:5.2f})"
            print(line, flush=True)


def main() -> None:
    """Load the tables and print what they cost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--partitions", type=int, nargs="+", default=[64])
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    users = given.rows // _EACH
    tables = [Variant("public", 0), *(Variant(f"hashed{number}", number) for number in given.partitions)]
    variants = [
        Variant(one.schema, one.partitions, plans) for one in tables for plans in ("auto", "force_generic_plan")
    ]
    with replication() as found:
        primary, url = found.primary, found.primary.url("postgres")
        primary.stop("fast")
        primary.start(**_LOADING)
        for table in tables:
            asyncio.run(_load(url, table, users))
        primary.stop("fast")
        primary.start(**_MEASURED)
        for variant in variants:
            print(asyncio.run(_plans(primary.url(variant.role), variant)), flush=True)
        asyncio.run(_measure(primary, variants, users, given.rounds))
        for table in tables:
            asyncio.run(_maintained(url, table))


if __name__ == "__main__":
    main()
