"""FR-051: a read that names its reader by itself is held to the policies, however PostgreSQL plans it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select

from impl.database.database import Database
from impl.database.statement import READER, Row, Statement, reading
from impl.storage.tables import TaskTable
from impl.storage.tasks import TaskStore
from impl.storage.values import TagCount, TaskFilter
from tests.isolation.operations import TASK
from tests.support import citus

PLANS = [
    {},
    {"plan_cache_mode": "force_generic_plan"},
    {"plan_cache_mode": "force_custom_plan"},
    {"enable_nestloop": "off"},
    {"enable_nestloop": "off", "enable_hashjoin": "off"},
    {"enable_indexscan": "off", "enable_bitmapscan": "off", "enable_nestloop": "off"},
    {"enable_seqscan": "off", "enable_memoize": "off", "enable_material": "off"},
    {"jit_above_cost": "0", "parallel_setup_cost": "0", "min_parallel_table_scan_size": "0"},
]
_T: Any = TaskTable.__table__.c  # type: ignore[attr-defined]
UNSCOPED = reading(select(_T.user_id, _T.id))
"""Whatever the policies show."""


class OneConnection:
    """A session that reads for whomever it is told to, all on one connection."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self.reader = ""

    async def read(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        rows: Sequence[Row] = await self._connection.fetch(
            statement.text, *statement.arguments({**values, READER: self.reader})
        )
        return rows

    run = read

    async def left(self) -> str | None:
        """Whose the connection is now."""
        name: str | None = await self._connection.fetchval("SELECT current_setting('tasks.user_id', true)")
        return name


@pytest.fixture(params=PLANS, ids=str)
async def one(request: pytest.FixtureRequest, database_url: str) -> AsyncIterator[OneConnection]:
    if citus.chosen() and "force_generic_plan" in request.param.values():
        pytest.skip(
            "Citus refuses this setting, and plans for its values without it: tests/distributed/test_prepared.py"
        )
    connection = await asyncpg.connect(database_url, server_settings=request.param)
    yield OneConnection(connection)
    await connection.close()


@pytest.fixture
async def users(database: Database, user: str) -> list[str]:
    """Some, with a task more each."""
    names = [f"{user}-{number}" for number in range(4)]
    for tasks, name in enumerate(names):
        async with database.session(name) as session:
            for _ in range(tasks):
                await TaskStore(session, name).create_task(TASK)
    return names


async def test_everybody_sees_their_own_in_any_plan(one: OneConnection, users: list[str]) -> None:
    """Ten times over, so that PostgreSQL comes to its plan for all; and nobody is left on the connection."""
    for _ in range(10):
        for tasks, name in enumerate(users):
            one.reader = name
            numbers = list(range(tasks, 0, -1))
            page = await TaskStore(one, name).list_tasks(TaskFilter(), "created_at", "desc", 10, None)
            assert [task.id for task in page.tasks] == numbers
            counted = await TaskStore(one, name).list_tags(None, 10)
            assert counted == ([TagCount("home", tasks)] if tasks else [])
            if not citus.chosen():  # which refuses it: it is not of one user
                assert sorted(tuple(row) for row in await one.read(UNSCOPED, {})) == [
                    (name, number) for number in reversed(numbers)
                ]
            assert not await one.left()


async def test_nobody_sees_what_is_anothers_in_any_plan(one: OneConnection, users: list[str]) -> None:
    """A store that is built for another than the session's owner finds nothing."""
    for reader in (users[0], "", "somebody"):
        one.reader = reader
        for name in users:
            page = await TaskStore(one, name).list_tasks(TaskFilter(), "title", "asc", 10, None)
            assert page.tasks == []
            assert await TaskStore(one, name).list_tags(None, 10) == []
        if not citus.chosen():
            assert list(await one.read(UNSCOPED, {})) == []
