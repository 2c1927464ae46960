"""FR-051, FR-520: the message that begins a transaction names its owner, whatever the user id contains."""

import asyncio
import re
from collections.abc import Iterator

import asyncpg
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from impl.database import database as module
from impl.database.connection import begin_sql, quoted
from impl.database.database import Database
from impl.database.errors import DatabaseRefused
from tests.impl.storage.sql import fetch_value
from tests.support.databases import PATIENT

HOSTILE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.text(
    "'\\\"$;:%x0E\n—", min_size=1
)
SETTINGS = "SELECT current_setting('tasks.user_id', true), current_setting('lock_timeout')"


class Connection:
    """A connection of a test that is not asynchronous."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(asyncpg.connect(url))

    def execute(self, sql: str) -> None:
        self._runner.run(self._connection.execute(sql))

    def fetch(self, sql: str) -> tuple[object, ...]:
        return tuple(self._runner.run(self._connection.fetchrow(sql)))

    def close(self) -> None:
        self._runner.run(self._connection.close())
        self._runner.close()


@pytest.fixture(scope="module", params=["on", "off"])
def connection(request: pytest.FixtureRequest, database_url: str) -> Iterator[Connection]:
    one = Connection(database_url)
    one.execute(f"SET standard_conforming_strings = {request.param}; SET escape_string_warning = off")
    yield one
    one.close()


@given(HOSTILE)
@example("'; DROP TABLE tasks; --")
@example("\\")
@example("$$; END $$")
@example("\\'")
@example("日本 🙂\u0301\U0010ffff")
def test_a_text_is_quoted(connection: Connection, text: str) -> None:
    assert re.fullmatch(r"E'(\\x[0-9a-f]{2})*'", quoted(text))
    assert connection.fetch(f"SELECT {quoted(text)}") == (text,)


@pytest.mark.parametrize("distributed", [False, True])
@given(owner=HOSTILE)
def test_a_transaction_is_its_owners(connection: Connection, distributed: bool, owner: str) -> None:
    """Until it ends. For the shards of Citus the time that locks may take is set too."""
    (_, before) = connection.fetch(SETTINGS)
    connection.execute(begin_sql(owner, distributed=distributed))
    found = connection.fetch(SETTINGS)
    connection.execute("COMMIT")
    assert found == (owner, "3s" if distributed else before)
    assert connection.fetch(SETTINGS) in ((None, before), ("", before))


@pytest.mark.parametrize("distributed", [False, True])
def test_nul_is_refused(distributed: bool) -> None:
    with pytest.raises(ValueError, match="NUL"):
        begin_sql("a\0b", distributed=distributed)


@pytest.mark.parametrize("found", [False, True])
async def test_citus_is_found(database_url: str, monkeypatch: pytest.MonkeyPatch, found: bool) -> None:
    """FR-520: by each new connection; then the settings of a transaction are sent to the shards."""
    monkeypatch.setattr(module, "HAS_CITUS", f"SELECT {found}")
    database = Database(database_url, PATIENT, guarded=False)
    async with database.session("ada") as session:
        sent = await fetch_value(session, "SELECT current_setting('citus.propagate_set_commands', true)")
        assert (sent, await fetch_value(session, "SELECT current_setting('tasks.user_id')")) == (
            "local" if found else None,
            "ada",
        )
    await database.close()


async def test_citus_has_no_replicas(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-521: the position of its coordinator says nothing of what its workers have."""
    monkeypatch.setattr(module, "HAS_CITUS", "SELECT true")
    database = Database(database_url, PATIENT, guarded=False, replica_urls=[database_url])
    with pytest.raises(DatabaseRefused, match="TASKS_REPLICA_URLS"):
        await database.ping(60)
    await database.close()
