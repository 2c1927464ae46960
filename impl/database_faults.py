"""When the database is away: the many ways in which asyncpg says so become one."""

from typing import Any

import asyncpg

# By the class of the SQLSTATE (PostgreSQL, appendix A). Anything else that a statement raises is a defect of ours.
_PASSING_FAULTS = (
    OSError,  # the network; TimeoutError and ConnectionError too
    asyncpg.PostgresConnectionError,  # 08
    asyncpg.ReadOnlySQLTransactionError,  # 25006: a replica, while another becomes the primary
    asyncpg.TransactionRollbackError,  # 40: deadlocks
    asyncpg.InsufficientResourcesError,  # 53: the disk, the memory or the connections are used up
    asyncpg.LockNotAvailableError,  # 55P03: the lock timeout
    asyncpg.OperatorInterventionError,  # 57: a shutdown, a start, the statement timeout
    asyncpg.PostgresSystemError,  # 58: the disk fails
    asyncpg.InvalidCachedStatementError,  # a migration since; the next attempt prepares anew
    asyncpg.OutdatedSchemaCacheError,
)


class DatabaseUnavailable(Exception):
    """PostgreSQL can't be reached, or gave up on the transaction. Trying again may help."""


async def connect(*args: Any, **kwargs: Any) -> Any:
    """`asyncpg.connect`. Raises DatabaseUnavailable.

    The network, TLS, a refused password or a missing database: while connecting, all of them mean the same.
    """
    try:
        return await asyncpg.connect(*args, **kwargs)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable from error


def is_passing(error: BaseException) -> bool:
    """Whether the connection is at fault, or the moment, and not the statement.

    InterfaceError is what asyncpg raises for a connection that is closed, and for arguments that do not fit, which is
    DataError too.
    """
    closed = isinstance(error, asyncpg.InterfaceError) and not isinstance(error, asyncpg.DataError)
    return closed or isinstance(error, _PASSING_FAULTS)
