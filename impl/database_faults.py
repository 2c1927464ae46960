"""When the database is away: the many ways in which asyncpg and SQLAlchemy say so become one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

# By the class of the SQLSTATE (PostgreSQL, appendix A). Anything else that a statement raises is a defect of ours.
_PASSING_FAULTS = (
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
    """`asyncpg.connect`, for SQLAlchemy's `async_creator_fn`. Raises DatabaseUnavailable.

    The network, TLS, a refused password or a missing database: while connecting, all of them mean the same.
    """
    try:
        return await asyncpg.connect(*args, **kwargs)
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise DatabaseUnavailable from error


@contextmanager
def unavailable() -> Iterator[None]:
    """Turn what SQLAlchemy raises when the connection is at fault, not the statement, into DatabaseUnavailable."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable from error
    except DBAPIError as error:
        if _is_passing(error):
            raise DatabaseUnavailable from error
        raise


def _is_passing(error: DBAPIError) -> bool:
    """SQLAlchemy wraps its adapter's error, whose cause is asyncpg's."""
    cause = error.orig.__cause__ if error.orig is not None else None
    return error.connection_invalidated or isinstance(cause, _PASSING_FAULTS)
