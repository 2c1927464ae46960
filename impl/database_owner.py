"""Whose rows a transaction may see: said to PostgreSQL in the message that begins it, for its policies to hold to."""

from typing import Any

import asyncpg
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from .database_faults import DatabaseUnavailable, connect

_INFO = "tasks.owner"

# Whether a table is there to whose policies this role is not held: a superuser, BYPASSRLS, or no policies.
_UNGUARDED = """
SELECT EXISTS (
    SELECT FROM unnest(ARRAY['tasks', 'task_counters', 'idempotency_keys']) AS given (name)
    WHERE to_regclass(name) IS NOT NULL AND NOT row_security_active(to_regclass(name)::oid)
)
"""


class UnguardedRole(DatabaseUnavailable):
    """The role is above the policies, so this database is not used. The message is for who runs the server."""

    def __init__(self) -> None:
        super().__init__(
            "The role of DATABASE_URL is not held to row level security: it is a superuser or has BYPASSRLS. Make one "
            "that is, CREATE ROLE tasks_app LOGIN PASSWORD '…', and give the other to TASKS_MIGRATION_URL."
        )


async def connect_guarded(*args: Any, **kwargs: Any) -> Any:
    """`connect`, to a role that is held to the policies. Raises UnguardedRole, DatabaseUnavailable."""
    connection = await connect(*args, **kwargs)
    if await connection.fetchval(_UNGUARDED):
        await connection.close()
        raise UnguardedRole
    return connection


class OwnerConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that names the owner of a transaction in the round trip of its BEGIN, and only for it.

    Nothing of it outlives the transaction, so that a pooler between (PgBouncer in transaction mode) changes nothing.
    """

    owner: str | None = None

    async def execute(self, query: str, *args: Any, timeout: float | None = None) -> str:  # noqa: ASYNC109 - asyncpg's
        """Run statements. asyncpg begins a transaction by this method."""
        if self.owner is not None and query.startswith("BEGIN"):
            query = f"{query} {_naming(self.owner)}"
        status: str = await super().execute(query, *args, timeout=timeout)
        return status


class OwnerSession(Session):
    """A session whose transactions are an owner's, or nobody's: then no policy lets it see a row."""


def session_info(owner: str | None) -> dict[str, str | None]:
    """What an `OwnerSession` is to be made with."""
    return {_INFO: owner}


@event.listens_for(OwnerSession, "after_begin")
def _hand_over(session: Session, _: object, connection: Connection) -> None:
    """Before the first statement, by which alone the driver begins its transaction."""
    driver: Any = connection.connection.driver_connection
    driver.owner = session.info[_INFO]


def _naming(owner: str) -> str:
    """As hexadecimal digits, no user id can be anything but a value."""
    value = f"convert_from(decode('{owner.encode().hex()}', 'hex'), 'UTF8')"
    return f"SELECT set_config('tasks.user_id', {value}, true);"
