"""The database that all servers work on: 100,000 tasks of 1,000 users, always the same."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from tests.support.databases import migrated_database, seeing_all

_FILL = """
INSERT INTO task_counters SELECT 'user-' || u, $2 FROM generate_series(1, $1::int) u
"""
_FILL_TASKS = """
INSERT INTO tasks (user_id, id, title, description, completed_at, priority, tags, due_on, due_at, created_at,
                   updated_at, version)
SELECT 'user-' || u, i, 'Task ' || i || ' of the list',
       CASE WHEN i % 3 > 0 THEN 'Some words about task ' || i || ', which is to be done' END,
       CASE WHEN i % 4 = 0 THEN timestamptz '2026-01-01' END, 1 + i % 3, ARRAY['home', 'tag ' || i % 10],
       CASE WHEN i % 2 = 0 THEN date '2026-12-01' + i % 100 END,
       CASE WHEN i % 4 = 1 THEN timestamptz '2026-12-01' + i * interval '1 hour' END,
       timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01' + i * interval '1 minute', 1
FROM generate_series(1, $1::int) u, generate_series(1, $2::int) i
"""


@dataclass(frozen=True, slots=True)
class Filled:
    """A database, as its owner and as the server's role; user-1 to user-`users` have the tasks 1 to `tasks` each."""

    owner: str
    server: str
    users: int
    tasks: int


@contextmanager
def filled(folder: Path, users: int, tasks: int) -> Iterator[Filled]:
    """A database of its own on the embedded server, dropped at the end."""
    with migrated_database(folder) as urls:
        asyncio.run(fill(urls.owner, users, tasks))
        yield Filled(urls.owner, urls.server, users, tasks)


async def fill(owner: str, users: int, tasks: int) -> None:
    """Fill a migrated database, as its owner."""
    async with seeing_all(owner) as connection:
        await connection.execute(_FILL, users, tasks)
        await connection.execute(_FILL_TASKS, users, tasks)
    connection = await asyncpg.connect(owner)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
