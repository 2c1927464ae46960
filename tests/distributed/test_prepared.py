"""FR-533: on Citus a read is planned for its values however often it was prepared and run."""

import uuid
from collections.abc import Mapping, Sequence

import asyncpg
import httpx
import pytest

from impl.database.session import OwnerSession
from impl.database.statement import READER, Row, Statement
from impl.storage import task_statements
from tests.api.operations import CALLS, FULL_CALLS, Call, name_of
from tests.api.user import User
from tests.distributed.cluster import connected
from tests.isolation.operations import make_everything
from tests.support import citus
from tests.support.application import application, token
from tests.support.clients import checked_client

citus.needed()

TIMES = 20  # PostgreSQL considers a plan for all values after the fifth
_PLANS = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement = $1"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, asyncpg.Connection]:
    """The connection of each statement that users' sessions ran last."""
    found: dict[str, asyncpg.Connection] = {}
    fetch = OwnerSession._fetch

    async def note(
        session: OwnerSession, connection: asyncpg.Connection, statement: Statement, values: Mapping[str, object]
    ) -> Sequence[Row]:
        found[statement.text] = connection
        return await fetch(session, connection, statement, values)

    monkeypatch.setattr(OwnerSession, "_fetch", note)
    return found


@pytest.mark.parametrize("call", [*CALLS, *FULL_CALLS], ids=name_of)
async def test_an_operation_many_times(database_url: str, sent: dict[str, asyncpg.Connection], call: Call) -> None:
    """FR-533: by several users on one connection, none is refused, and no read gets a plan for all values."""
    async with application(database_url) as app:
        users = []
        for _ in range(3):
            user_id = f"user|{uuid.uuid4().hex}"
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            users.append(User(checked_client(transport, token=token(user_id)), user_id))
            await make_everything(users[-1])
        sent.clear()
        for number in range(TIMES):
            answer = await call.send((user := users[number % len(users)]).http, user)
            assert answer.status_code < 500, answer.text
        assert sent
        for text, connection in sent.items():
            if "set_config" in text:
                ((generic, custom),) = await connection.fetch(_PLANS, text)
                assert generic == 0
                assert custom >= TIMES


async def test_a_plan_for_all_values_is_refused(database_url: str) -> None:
    """What the test before relies on: Citus has none for a read, and would fail if PostgreSQL chose it."""
    statement = task_statements.get_task()
    values = statement.arguments({READER: "somebody", "owner": "somebody", "id": 1})
    async with connected(database_url) as connection:
        assert await connection.fetch(statement.text, *values) == []
        await connection.execute("SET plan_cache_mode = force_generic_plan")
        with pytest.raises(asyncpg.FeatureNotSupportedError, match="could not create distributed plan"):
            await connection.fetch(statement.text, *values)
