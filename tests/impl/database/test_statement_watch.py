"""FR-143: what is logged of a slow statement, and what is not."""

import logging
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import Text, bindparam, func, select

from impl.database.database import Database
from impl.database.statement import Statement
from impl.database.watch import StatementWatch
from impl.telemetry.request_id import request_id

SLEEPING = Statement(select(func.pg_sleep(0.02), bindparam("private", type_=Text)))


@pytest.fixture
async def watched(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, watch=StatementWatch(slow_seconds=0.02))
    yield database
    await database.close()


async def test_a_slow_statement_is_logged(watched: Database, caplog: pytest.LogCaptureFixture) -> None:
    request_id.set("ours")
    async with watched.session("somebody") as session:
        caplog.clear()  # opening the connection may have been slow too
        await session.run(SLEEPING, {"private": "nobody's business"})
    messages = [record.msg for record in caplog.records if "pg_sleep" in str(record.msg)]
    assert len(messages) == 1
    assert isinstance(messages[0], dict)
    assert (messages[0]["event"], messages[0]["request_id"]) == ("slow statement", "ours")
    assert messages[0]["database_ms"] >= 20
    for record in caplog.records:
        assert "nobody's business" not in str(record.msg)
        assert b"somebody".hex() not in str(record.msg)


async def test_a_quick_one_is_not(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with database.session("somebody") as session:
        await session.run(SLEEPING, {"private": ""})
    assert not [record for record in caplog.records if "pg_sleep" in str(record.msg)]
