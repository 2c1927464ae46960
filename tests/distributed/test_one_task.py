"""FR-536: every statement of an operation is one task on one shard."""

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
from tests.support.application import application, token
from tests.support.clients import checked_client


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Each statement that a user's session runs, and the lines of its plan."""
    found: list[tuple[str, list[str]]] = []
    fetch = OwnerSession._fetch

    async def explain(
        session: OwnerSession, connection: asyncpg.Connection, statement: Statement, values: Mapping[str, object]
    ) -> Sequence[Row]:
        # Citus explains no statement with parameters, unless it is a prepared one.
        given = ", ".join(map(_literal, statement.arguments(values)))
        await connection.execute(f"PREPARE explained AS {statement.text}")
        plan = await connection.fetch(f"EXPLAIN (COSTS off) EXECUTE explained{f'({given})' if given else ''}")
        await connection.execute("DEALLOCATE explained")
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


def tasks_of(plan: Sequence[str]) -> tuple[int, list[str]]:
    """How many plans Citus has made of a statement, subplans too, and the numbers of tasks of each."""
    plans = [line for line in plan if "Custom Scan (Citus" in line or line.startswith("->  Distributed Subplan")]
    return len(plans), [line for line in plan if line.startswith("Task Count:")]


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
            assert (await call.send(user.http, user)).status_code < 500
            assert plans
            wrong = [each for each in plans if tasks_of(each[1]) != (1, ["Task Count: 1"])]
            assert not wrong, wrong


async def test_a_statement_of_all_shards_is_seen(database_url: str, plans: list[tuple[str, list[str]]]) -> None:
    """The test before can fail: without its owner, a statement has a task for each shard."""
    connection = await asyncpg.connect(database_url)
    plan = [row[0].strip() for row in await connection.fetch("EXPLAIN (COSTS off) SELECT id FROM tasks")]
    await connection.close()
    number, (count,) = tasks_of(plan)
    assert number == 1
    assert int(count.removeprefix("Task Count: ")) > 1
