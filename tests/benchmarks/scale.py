"""What grows with the number of tasks: `python -m tests.benchmarks.scale [10000 100000 1000000 10000000]`.

One database grows to each of these numbers. At each, every operation of the store is timed for a hundred users of 100
tasks who are spread over all, and for one user each of 100, 1,000, 10,000 and 100,000 tasks, beside `SELECT 1` in
between. Times are medians in microseconds, of what the service waits for, when what is asked for has been read before:
that of what has not is the disk's, whatever the number of tasks.
"""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date

import asyncpg
from sqlalchemy import text

from impl.database.database import Database
from impl.database.statement import Statement
from impl.storage.tasks import TaskStore
from impl.storage.values import PageKey, TaskFilter
from tests.benchmarks.database import filled
from tests.benchmarks.servers import ROOT
from tests.support.databases import TABLES

_EACH = 100
_ACTIVE = 100
_HEAVY = (100, 1_000, 10_000, 100_000)
_TURNS = 200
_NOTHING = Statement(text("SELECT 1"))
_RARE, _FREQUENT = "777", "list"

_FILL = """
INSERT INTO tasks (user_id, id, title, description, completed_at, priority, tags, due_on, due_at, created_at,
                   updated_at, version)
SELECT $1 || '-' || u, i, 'Task ' || i || ' of the list', CASE WHEN i % 3 > 0 THEN 'Some words about ' || i % 997 END,
       CASE WHEN i % 100 > 0 THEN timestamptz '2026-01-01' END, 1 + i % 3, ARRAY['home', 'tag ' || i % 1000],
       CASE WHEN i % 2 = 0 THEN date '2026-12-01' + i % 100 END,
       CASE WHEN i % 4 = 1 THEN timestamptz '2026-12-01' + i * interval '1 hour' END,
       timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01' + i * interval '1 minute', 1
FROM generate_series($2::int, $3::int) u, generate_series(1, $4::int) i
"""

Asked = Callable[[TaskStore, int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that is asked of a user with a number of tasks."""

    name: str
    ask: Asked


def _listing(name: str, wanted: TaskFilter) -> Kind:
    return Kind(name, lambda store, _: store.list_tasks(wanted, "created_at", "desc", 50, None))


async def _deep(store: TaskStore, tasks: int) -> object:
    page = await store.list_tasks(
        TaskFilter(), "title", "asc", 1, PageKey(f"task {9 * tasks // 10} of the list", tasks)
    )
    assert page.tasks
    return await store.list_tasks(
        TaskFilter(), "created_at", "asc", 50, PageKey(page.tasks[0].created_at, page.tasks[0].id)
    )


_KINDS = (
    Kind("get", lambda store, tasks: store.get_task(random.randint(1, tasks))),
    _listing("list", TaskFilter()),
    Kind("page at depth", _deep),
    _listing("due", TaskFilter(due_before=date(2026, 12, 2))),
    Kind("create", lambda store, _: store.create_task({"title": "Buy milk", "priority": "medium", "tags": ["home"]})),
    _listing("pending", TaskFilter(completed=False)),
    _listing("priority", TaskFilter(priority="high")),
    _listing("tag, rare", TaskFilter(tags=(f"tag {_RARE}",))),
    _listing("tag, frequent", TaskFilter(tags=("home",))),
    _listing("words, rare", TaskFilter(words=_RARE)),
    _listing("words, frequent", TaskFilter(words=_FREQUENT)),
    _listing("words, none", TaskFilter(words="nowhere")),
)


async def _grow(owner: str, name: str, first: int, last: int, each: int) -> None:
    """Add users from `first` to `last`, with the indexes taken away for as long, where there are many."""
    connection = await asyncpg.connect(owner, server_settings={"maintenance_work_mem": "1GB"})
    for table in TABLES:
        await connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    indexes = []
    if (last - first) * each > 500_000:
        indexes = await connection.fetch(
            "SELECT indexname AS name, indexdef AS made FROM pg_indexes"
            " WHERE tablename = 'tasks' AND indexname <> 'tasks_pkey'"
        )
    for index in indexes:
        await connection.execute(f"DROP INDEX {index['name']}")
    await connection.execute(_FILL, name, first, last, each)
    await connection.execute(
        "INSERT INTO task_counters SELECT $1 || '-' || u, $4 FROM generate_series($2::int, $3::int) u",
        name, first, last, each,
    )  # fmt: skip
    for index in indexes:
        await connection.execute(index["made"])
    for table in TABLES:
        await connection.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


async def _timed(database: Database, user: Callable[[], str], tasks: int, kind: Kind) -> tuple[float, float]:
    """The median time of a kind, and of nothing at all in between."""
    took: list[float] = []
    nothing: list[float] = []
    for turn in range(3 * _TURNS):
        owner = user()
        async with database.session(owner) as session:
            started = time.perf_counter()
            await kind.ask(TaskStore(session, owner), tasks)
            took.append(time.perf_counter() - started)
        async with database.session(owner) as session:
            started = time.perf_counter()
            await session.read(_NOTHING, {})
            nothing.append(time.perf_counter() - started)
        if turn == _TURNS:
            took.clear()
    return statistics.median(took) * 1e6, statistics.median(nothing) * 1e6


async def _measure(server: str, total: int, users: int) -> None:
    database = Database(server)
    active = [f"many-{1 + index * users // _ACTIVE}" for index in range(_ACTIVE)]
    asked: Mapping[str, tuple[Callable[[], str], int]] = {
        f"{total:,} in all": (lambda: random.choice(active), _EACH),
        **{f"{tasks:,} of one": (lambda tasks=tasks: f"heavy{tasks}-1", tasks) for tasks in _HEAVY},  # type: ignore[misc]
    }
    print(f"{'':18}" + "".join(f"{kind.name:>16}" for kind in _KINDS) + f"{'SELECT 1':>10}")
    for name, (user, tasks) in asked.items():
        line, nothing = f"{name:18}", []
        for kind in _KINDS:
            took, alone = await _timed(database, user, tasks, kind)
            nothing.append(alone)
            line += f"{took:16.0f}"
        print(f"{line}{statistics.median(nothing):10.0f}", flush=True)
    await database.close()


def main() -> None:
    """Print a table for each number of tasks."""
    with filled(ROOT / ".data" / "tests", 1, 1) as data:
        for tasks in _HEAVY:
            asyncio.run(_grow(data.owner, f"heavy{tasks}", 1, 1, tasks))
        users = 0
        for total in map(int, sys.argv[1:] or ("10000", "100000", "1000000", "10000000")):
            asyncio.run(_grow(data.owner, "many", users + 1, total // _EACH, _EACH))
            users = total // _EACH
            asyncio.run(_measure(data.server, total, users))


if __name__ == "__main__":
    main()
