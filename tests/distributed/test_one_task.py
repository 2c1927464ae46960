"""FR-536: every statement of an operation, and each CTE in it that writes, is one task on one shard."""

import re
import uuid
from collections.abc import Mapping, Sequence

import asyncpg
import httpx
import pytest

from impl.database.session import OwnerSession
from impl.database.statement import Row, Statement
from tests.api.operations import CALLS, FULL_CALLS, Call, name_of
from tests.api.user import User
from tests.isolation.operations import make_everything
from tests.support import citus
from tests.support.application import application, token
from tests.support.clients import checked_client

citus.needed()


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Each statement that a user's session runs, and the lines of its plan."""
    found: list[tuple[str, list[str]]] = []
    fetch = OwnerSession._fetch

    async def explain(
        session: OwnerSession, connection: asyncpg.Connection, statement: Statement, values: Mapping[str, object]
    ) -> Sequence[Row]:
        given = [*map(_literal, statement.arguments(values))]
        # Citus explains no INSERT with a CTE that has parameters.
        text = re.sub(r"\$(\d+)", lambda found: given[int(found[1]) - 1], statement.text)
        plan = await connection.fetch(f"EXPLAIN (COSTS off) {text}")
        found.append((statement.text, [row[0].strip() for row in plan]))
        return await fetch(session, connection, statement, values)

    monkeypatch.setattr(OwnerSession, "_fetch", explain)
    return found


def _literal(value: object) -> str:
    """Return an argument as a constant of SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, list | tuple):
        return f"ARRAY[{', '.join(map(_literal, value))}]" if value else "'{}'"
    text = str(value).replace("'", "''")
    return f"'{text}'"


def tasks_of(plan: Sequence[str]) -> list[str]:
    """How many tasks Citus has made of a statement and of each of its subplans, such as a CTE that writes."""
    return [line for line in plan if line.startswith("Task Count:")]


@pytest.mark.parametrize("call", [*CALLS, *FULL_CALLS], ids=name_of)
async def test_an_operation_is_of_one_shard(database_url: str, plans: list[tuple[str, list[str]]], call: Call) -> None:
    """FR-536: for a user who has everything, and for one who has nothing."""
    async with application(database_url) as app:
        for everything in (True, False):
            user_id = f"user|{uuid.uuid4().hex}"
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            user = User(checked_client(transport, token=token(user_id)), user_id)
            if everything:
                await make_everything(user)
            plans.clear()
            answer = await call.send(user.http, user)
            assert answer.is_success or answer.status_code in (404, 412), answer.text
            assert plans
            wrong = [each for each in plans if set(tasks_of(each[1])) != {"Task Count: 1"}]
            assert not wrong, wrong


async def test_a_statement_of_all_shards_is_seen(database_url: str, plans: list[tuple[str, list[str]]]) -> None:
    """The test before can fail: without its owner, a statement has a task for each shard."""
    connection = await asyncpg.connect(database_url)
    plan = [row[0].strip() for row in await connection.fetch("EXPLAIN (COSTS off) SELECT id FROM tasks")]
    await connection.close()
    (count,) = tasks_of(plan)
    assert int(count.removeprefix("Task Count: ")) > 1
