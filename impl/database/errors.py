"""When the database is away: the many ways in which asyncpg says so become one."""

import ssl
from typing import Any

import asyncpg

FAULTS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What asyncpg raises. InternalClientError is of a connection that ended between two statements, too."""

# 26000, 42P05: a statement that another connection has prepared, or has not.
_FORGOTTEN_STATEMENTS = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)

# By the class of the SQLSTATE (PostgreSQL, appendix A). Anything else that a statement raises is a defect of ours.
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
# A connection that is no more, as one finds out who uses it again.
_LOST_CONNECTION = (
    OSError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,  # 57P01
    asyncpg.CrashShutdownError,  # 57P02
    asyncpg.IdleSessionTimeoutError,  # 57P05
)
_CONFLICTS = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)  # 40001, 40P01
_POOLER = "There is a pooler such as PgBouncer before the database. Set TASKS_POOLER=true."


class DatabaseUnavailable(Exception):
    """PostgreSQL can't be reached, or gave up on the transaction. Trying again may help."""


class TransactionConflict(DatabaseUnavailable):
    """The transaction and another could not both be, and this one was taken back. The same again is likely to do."""


class DatabaseRefused(DatabaseUnavailable):
    """It is there, and is not used for how it is set up. The message is for who runs the server."""


async def connect(*args: Any, **kwargs: Any) -> Any:
    """`asyncpg.connect`. Raises DatabaseUnavailable, DatabaseRefused.

    The network, a refused password or a missing database: while connecting, all of them mean the same.
    """
    try:
        return await asyncpg.connect(*args, **kwargs)
    except FAULTS as error:
        reason = _refusal(error)
        raise DatabaseRefused(reason) if reason else DatabaseUnavailable() from error


def is_passing(error: BaseException) -> bool:
    """Whether the connection is at fault, or the moment, and not the statement."""
    return _is_closed(error) or isinstance(error, _PASSING_FAULTS)


def is_lost(error: BaseException) -> bool:
    """Whether the connection has ended. One that gives no answer in time may still be at work."""
    return _is_closed(error) or (isinstance(error, _LOST_CONNECTION) and not isinstance(error, TimeoutError))


def unavailable(error: BaseException) -> DatabaseUnavailable:
    """What a fault that `is_passing` is for those who asked."""
    if isinstance(error, _CONFLICTS):
        return TransactionConflict()
    return DatabaseRefused(_POOLER) if isinstance(error, _FORGOTTEN_STATEMENTS) else DatabaseUnavailable()


def _is_closed(error: BaseException) -> bool:
    """InterfaceError is what asyncpg raises for a connection that is closed, and for arguments that do not fit, which
    is DataError too."""
    return isinstance(error, asyncpg.InterfaceError) and not isinstance(error, asyncpg.DataError)


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
