"""Maps the exceptions of asyncpg during an outage to one exception."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg

FAULTS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""The exceptions of asyncpg. InternalClientError also means a connection that ended between two statements."""

# 26000, 42P05: behind a pooler, the prepared statement belongs to another connection.
_FORGOTTEN_STATEMENTS = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)

# Classes of SQLSTATEs (PostgreSQL, appendix A) that mean an outage. Any other error of a statement is our defect.
_PASSING_FAULTS = (
    OSError,  # the network; TimeoutError and ConnectionError too
    asyncpg.PostgresConnectionError,  # 08
    asyncpg.ReadOnlySQLTransactionError,  # 25006: a replica, while another becomes the primary
    asyncpg.IdleInTransactionSessionTimeoutError,  # 25P03
    asyncpg.TransactionTimeoutError,  # 25P04
    asyncpg.TransactionRollbackError,  # 40: deadlocks
    asyncpg.InsufficientResourcesError,  # 53: the disk, the memory or the connections are used up
    asyncpg.LockNotAvailableError,  # 55P03: the lock timeout
    asyncpg.OperatorInterventionError,  # 57: a shutdown, a start, the statement timeout
    asyncpg.PostgresSystemError,  # 58: the disk fails
    asyncpg.InternalClientError,
    asyncpg.InvalidCachedStatementError,  # a migration since; the next attempt prepares anew
    asyncpg.OutdatedSchemaCacheError,
    asyncpg.InternalServerError,  # XX: PostgreSQL's own defects, and data that is damaged
    *_FORGOTTEN_STATEMENTS,
)
# The errors by which the next use of a connection shows that it has ended.
_LOST_CONNECTION = (
    OSError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,  # 57P01
    asyncpg.CrashShutdownError,  # 57P02
    asyncpg.IdleSessionTimeoutError,  # 57P05
)
_CONFLICTS = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)  # 40001, 40P01
ROLLED_BACK = (asyncpg.IntegrityConstraintViolationError, asyncpg.InFailedSQLTransactionError, *_CONFLICTS)
"""The errors of a COMMIT after which the transaction is known to be rolled back."""
_POOLER = "There is a pooler such as PgBouncer before the database. Set TASKS_POOLER=true."


class DatabaseUnavailable(Exception):
    """PostgreSQL can't be reached, or gave up on the transaction. Trying again may help."""


class TransactionConflict(DatabaseUnavailable):
    """The transaction was rolled back because of another one. Repeating it will probably work."""


class DatabaseRefused(DatabaseUnavailable):
    """The database is reachable but wrongly set up, so it is not used. The message is for the operator."""


async def connect(*args: Any, **kwargs: Any) -> Any:
    """Call `asyncpg.connect`. Raises DatabaseUnavailable, DatabaseRefused.

    While connecting, all errors (network, password, missing database) mean that the database is unavailable.
    """
    try:
        return await asyncpg.connect(*args, **kwargs)
    except FAULTS as error:
        reason = _refusal(error)
        raise DatabaseRefused(reason) if reason else DatabaseUnavailable() from error


@contextmanager
def preparing(connection: Any) -> Iterator[None]:
    """End a new connection that can't be made ready for use. Raises DatabaseUnavailable for the exceptions of asyncpg,
    and all others as they are."""
    try:
        yield
    except BaseException as error:
        connection.terminate()
        if isinstance(error, FAULTS):
            raise DatabaseUnavailable from error
        raise


def is_passing(error: BaseException) -> bool:
    """Return whether the error is temporary, and not the statement's."""
    return _is_closed(error) or isinstance(error, _PASSING_FAULTS)


def is_lost(error: BaseException) -> bool:
    """Return whether the connection has ended. After a timeout it may still be executing."""
    return _is_closed(error) or (
        isinstance(error, _LOST_CONNECTION) and not isinstance(error, TimeoutError) and not _is_survived(error)
    )


def unavailable(error: BaseException) -> DatabaseUnavailable:
    """Return the exception to raise for an error that `is_passing`."""
    if isinstance(error, _CONFLICTS):
        return TransactionConflict()
    return DatabaseRefused(_POOLER) if isinstance(error, _FORGOTTEN_STATEMENTS) else DatabaseUnavailable()


def _is_closed(error: BaseException) -> bool:
    """Return whether the connection is closed. asyncpg raises InterfaceError for it, and DataError, a subclass, for
    invalid arguments."""
    return isinstance(error, asyncpg.InterfaceError) and not isinstance(error, asyncpg.DataError)


def _is_survived(error: BaseException) -> bool:
    """Return whether the server reports an error after which its connection goes on: with Citus, a lost worker's."""
    return isinstance(error, asyncpg.PostgresError) and error.severity_en == "ERROR"


def _refusal(error: Exception) -> str | None:
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"The database's server is not the one it should be: {error.verify_message}. Give its root certificate as "
            "sslrootcert=FILE in the URL; sslmode=prefer or disable asks for no proof."
        )
    if isinstance(error, ConnectionError) and "rejected SSL upgrade" in str(error):
        return (
            "The database's server does not speak TLS, which is asked of one on another machine. If nobody else is on "
            "the way to it, say sslmode=disable in the URL."
        )
    if isinstance(error, asyncpg.PostgresConnectionError) and "startup parameter" in str(error):
        return _POOLER
    return None
