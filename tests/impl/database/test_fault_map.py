"""FR-028: every exception of asyncpg is either an outage, which is 503, or a defect."""

import ssl
from collections.abc import Iterator

import asyncpg
import pytest
from asyncpg import exceptions

from impl.database.errors import (
    DatabaseRefused,
    DatabaseUnavailable,
    TransactionConflict,
    is_lost,
    is_passing,
    unavailable,
)

# PostgreSQL, appendix A. By class, or in full where a class has both.
PASSING = {
    "08": "connection exception",
    "25006": "read_only_sql_transaction",
    "25P03": "idle_in_transaction_session_timeout",
    "25P04": "transaction_timeout",
    "26": "invalid_sql_statement_name: a pooler that nobody has told of",
    "40": "transaction rollback",
    "42P05": "duplicate_prepared_statement: a pooler, too",
    "53": "insufficient resources",
    "55P03": "lock_not_available",
    "57": "operator intervention",
    "58": "system error",
    "XX": "internal error",
}
OURS = {
    *("00", "01", "02", "03", "09", "0A", "0B", "0F", "0L", "0P", "0Z", "10", "20", "21", "22", "23", "24", "25", "27"),
    *("28", "2B", "2D", "2F", "34", "38", "39", "3B", "3D", "3F", "42", "44", "54", "55", "72", "F0", "HV", "P0"),
}
CONFLICTS = {"40001", "40P01"}
LOST = {"57P01", "57P02", "57P05"}


def _states() -> Iterator[tuple[str, type[asyncpg.PostgresError]]]:
    for error in vars(exceptions).values():
        # asyncpg's own are subclasses of PostgreSQL's, and are below.
        if isinstance(error, type) and issubclass(error, asyncpg.PostgresError) and "sqlstate" in vars(error):
            yield str(vars(error)["sqlstate"]), error


STATES = dict(_states())


@pytest.mark.parametrize("state", STATES)
def test_every_sqlstate(state: str) -> None:
    """Each is in exactly one list, and conflicts are retried."""
    error = STATES[state]("")
    passing = state in PASSING or state[:2] in PASSING
    assert passing or state[:2] in OURS
    assert is_passing(error) is passing
    assert is_lost(error) is (state[:2] == "08" or state in LOST)
    if passing:
        assert isinstance(unavailable(error), TransactionConflict) is (state in CONFLICTS)


def test_there_are_all_of_them() -> None:
    assert len(STATES) > 200
    assert {state[:2] for state in STATES} >= {"08", "25", "40", "53", "57", "58", "XX"}


BARE: dict[Exception, tuple[bool, bool]] = {
    ConnectionRefusedError(): (True, True),
    ConnectionResetError(): (True, True),
    BrokenPipeError(): (True, True),
    OSError(113, "No route to host"): (True, True),
    ssl.SSLError("bad record"): (True, True),
    TimeoutError(): (True, False),
    asyncpg.InterfaceError("connection is closed"): (True, True),
    asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"): (True, True),
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"): (True, True),
    asyncpg.InvalidCachedStatementError("cached statement plan is invalid"): (True, False),
    asyncpg.OutdatedSchemaCacheError("schema has changed"): (True, True),
    asyncpg.exceptions.DataError("invalid input for query argument $1"): (False, False),
    ValueError(): (False, False),
    KeyError(): (False, False),
}


@pytest.mark.parametrize("error", BARE, ids=repr)
def test_what_has_no_sqlstate(error: Exception) -> None:
    """A connection that does not answer in time is an outage, and not retried, because the statement may be running."""
    assert (is_passing(error), is_lost(error)) == BARE[error]


def test_an_error_that_the_connection_survives() -> None:
    """FR-522: Citus's coordinator reports a worker that is away; its own connections are not lost for that."""
    for severity, lost in (("ERROR", False), ("FATAL", True), (None, True)):
        error = STATES["08006"]("connection to the remote node failed")
        error.severity_en = severity
        assert (is_passing(error), is_lost(error)) == (True, lost)


def test_a_pooler_that_nobody_has_told_of_is_told_to_who_runs_the_server() -> None:
    """FR-102."""
    for state in ("26000", "42P05"):
        problem = unavailable(STATES[state](""))
        assert isinstance(problem, DatabaseRefused)
        assert "TASKS_POOLER" in str(problem)
    assert not str(unavailable(ConnectionRefusedError()))
    assert isinstance(unavailable(ConnectionRefusedError()), DatabaseUnavailable)
