"""FR-028, FR-032, FR-037: transactions, their round trips, and outages of the database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest
from sqlalchemy import make_url

from impl.database.database import Database
from impl.database.errors import DatabaseUnavailable
from impl.database.pool import PoolLimits
from impl.storage.errors import TaskNotFound
from impl.storage.tasks import TaskStore
from impl.storage.values import TaskFilter
from impl.telemetry.stopwatch import Stopwatch, database_time
from tests.impl.storage.conftest import new_task
from tests.impl.storage.sql import execute, fetch_value
from tests.support.databases import PATIENT, url_with
from tests.support.relay import fixed_answer_server, relay

ONE = PoolLimits(size=1, overflow=0, wait_seconds=0.1, request_seconds=60)
BACKEND = "SELECT pg_backend_pid()"


@asynccontextmanager
async def opened(url: str, limits: PoolLimits | None = None) -> AsyncIterator[Database]:
    database = Database(url, limits or PATIENT)
    try:
        yield database
    finally:
        await database.close()


async def test_what_a_session_wrote_is_kept_at_its_end(database: Database, user: str) -> None:
    async with database.session(user) as session:
        await TaskStore(session, user).create_task(new_task())
        async with database.session(user) as other:
            with pytest.raises(TaskNotFound):
                await TaskStore(other, user).get_task(1)
    async with database.session(user) as session:
        assert (await TaskStore(session, user).get_task(1)).id == 1


@pytest.mark.parametrize("error", [RuntimeError, OSError, TimeoutError, asyncio.CancelledError])
async def test_any_exception_takes_it_back_and_stays_what_it_is(
    database: Database, user: str, error: type[BaseException]
) -> None:
    """An OSError of the caller is not taken for an outage of the database."""
    with pytest.raises(error) as caught:
        async with database.session(user) as session:
            await TaskStore(session, user).create_task(new_task())
            raise error
    assert caught.type is error
    async with database.session(user) as session:
        with pytest.raises(TaskNotFound):
            await TaskStore(session, user).get_task(1)


async def test_an_error_of_the_database_that_nobody_has_told_of_is_told_at_the_end(
    database: Database, user: str
) -> None:
    """PostgreSQL answers the COMMIT of a failed transaction with success, although it rolls back."""
    with pytest.raises(asyncpg.InFailedSQLTransactionError):
        async with database.session(user) as session:
            await TaskStore(session, user).create_task(new_task())
            with suppress(asyncpg.DivisionByZeroError):
                await fetch_value(session, "SELECT 1/0")
    async with database.session(user) as session:
        with pytest.raises(TaskNotFound):
            await TaskStore(session, user).get_task(1)


async def test_no_connection_before_the_first_statement() -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nowhere"
    async with opened(nowhere) as database, database.session(), database.session("ada"):
        pass


@pytest.mark.parametrize(
    "parts",
    [{"port": 1}, {"host": "nowhere.invalid"}, {"password": "wrong"}, {"username": "nobody"}, {"database": "nowhere"}],
    ids=str,
)
async def test_a_database_that_does_not_let_us_in_is_unavailable(database_url: str, parts: dict[str, object]) -> None:
    async with opened(url_with(database_url, **parts)) as database:
        with pytest.raises(DatabaseUnavailable):
            await database.ping()
        with pytest.raises(DatabaseUnavailable):
            async with database.session() as session:
                await TaskStore(session, "ada").get_task(1)


@pytest.mark.parametrize("answer", [None, b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"], ids=["silent", "shut", "another"])
async def test_what_is_no_postgresql_is_unavailable(answer: bytes | None) -> None:
    async with (
        fixed_answer_server(answer) as port,
        opened(f"postgresql://ada:x@127.0.0.1:{port}/x?sslmode=disable") as database,
    ):
        with pytest.raises(DatabaseUnavailable):
            await database.ping()


async def test_a_pool_that_is_used_up_is_unavailable(database_url: str) -> None:
    async with opened(database_url, ONE) as database, database.session("ada") as session:
        await fetch_value(session, BACKEND)
        with pytest.raises(DatabaseUnavailable):
            async with database.session("bob") as another:
                await fetch_value(another, BACKEND)


async def test_a_statement_that_takes_too_long_is_unavailable(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable):
        async with database.session() as session:
            await execute(session, "SET LOCAL statement_timeout = 50")
            await execute(session, "SELECT pg_sleep(60)")


@pytest.mark.parametrize("statement", ["SELECT nonsense", "SELECT CAST('x' AS int)", "SELECT 1 / 0"])
async def test_a_defect_of_ours_is_not_an_outage(database: Database, statement: str) -> None:
    with pytest.raises(asyncpg.PostgresError):
        async with database.session() as session:
            await execute(session, statement)


async def test_a_parameter_of_the_wrong_type_is_not_an_outage(database: Database) -> None:
    with pytest.raises(asyncpg.PostgresError):
        async with database.session() as session:
            await execute(session, "SELECT CAST(:day AS date)", day="no day")


async def test_a_broken_constraint_is_not_an_outage(database: Database, user: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.session(user) as session:
            await TaskStore(session, user).create_task(new_task(title=""))


async def test_the_settings_of_a_connection(database: Database) -> None:
    """FR-109."""
    expected = {"timezone": "UTC", "statement_timeout": "5s", "lock_timeout": "3s"}
    async with database.session() as session:
        for name, value in {**expected, "idle_in_transaction_session_timeout": "10s"}.items():
            assert await fetch_value(session, f"SHOW {name}") == value


@pytest.mark.parametrize("failing", [False, True])
async def test_the_time_of_statements_is_counted(database: Database, failing: bool) -> None:
    """FR-032."""
    watch = Stopwatch()
    token = database_time.set(watch)
    try:
        async with database.session() as session:
            await execute(session, "SELECT pg_sleep(0.05)")
        slept = watch.seconds
        if failing:
            with pytest.raises(asyncpg.PostgresError):
                async with database.session() as session:
                    await execute(session, "SELECT pg_sleep(0.05), 1 / CAST(random() * 0 AS int)")
            assert watch.seconds > slept
    finally:
        database_time.reset(token)
    assert slept >= 0.05


TRIPS: dict[str, tuple[Callable[[TaskStore, int], Awaitable[object]], int]] = {
    "get": (lambda store, _: store.get_task(1), 1),
    "list": (lambda store, _: store.list_tasks(TaskFilter(), "title", "asc", 50, None), 1),
    "create": (lambda store, _: store.create_task(new_task()), 3),
    "complete": (lambda store, _: store.complete_task(1, None), 3),
    "delete": (lambda store, turn: store.delete_task(turn), 3),
}


@pytest.mark.parametrize("name", TRIPS)
async def test_round_trips(database_url: str, user: str, name: str) -> None:
    """FR-037, FR-051: a read is one round trip, including the owner's name; a write has three: BEGIN, statement,
    COMMIT."""
    act, expected = TRIPS[name]
    url = make_url(database_url)
    assert url.host is not None
    assert url.port is not None
    async with relay(url.port, url.host) as proxy, opened(url_with(database_url, port=proxy.port), ONE) as database:
        for _ in range(3):
            async with database.session(user) as session:
                await TaskStore(session, user).create_task(new_task())
        for turn in (2, 3):  # The first time prepares the statement.
            proxy.trips.clear()
            async with database.session(user) as session:
                await act(TaskStore(session, user), turn)
        assert len(proxy.trips) == expected
