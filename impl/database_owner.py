"""Whose rows a transaction may see: said to PostgreSQL in the message that begins it, for its policies to hold to."""

from typing import Any

from .database_faults import FAULTS, DatabaseRefused, DatabaseUnavailable, connect
from .database_timeouts import SERVER_TIMEOUTS

# Whether a table is not there for this role, and whether one is to whose policies it is not held.
_TABLES = """
SELECT bool_or(found IS NULL OR NOT has_table_privilege(found, 'SELECT')), bool_or(NOT row_security_active(found))
FROM (
    SELECT to_regclass(name)::oid FROM unnest(ARRAY['tasks', 'task_counters', 'idempotency_keys']) AS given (name)
) AS tables (found)
"""
_TIMEOUTS = "".join(f", set_config('{name}', '{value}', true)" for name, value in SERVER_TIMEOUTS.items())


class UnguardedRole(DatabaseRefused):
    """The role is above the policies, so this database is not used."""

    def __init__(self) -> None:
        super().__init__(
            "The role of DATABASE_URL is not held to row level security: it is a superuser or has BYPASSRLS. Make one "
            "that is, CREATE ROLE tasks_app LOGIN PASSWORD '…', and give the other to TASKS_MIGRATION_URL. Or the "
            "tables are of an older release: tasks-api migrate."
        )


class TablesMissing(DatabaseRefused):
    """The database is not one of this server's, or not yet."""

    def __init__(self) -> None:
        super().__init__(
            "The role of DATABASE_URL can't read the tables of this server. To make them, or let it: tasks-api "
            "migrate. If they are in a schema of their own, it must be in the role's search_path, with USAGE granted."
        )


async def connect_guarded(*args: Any, **kwargs: Any) -> Any:
    """`connect`, to tables whose policies the role is held to.

    Raises UnguardedRole, TablesMissing, DatabaseUnavailable.
    """
    connection = await connect(*args, **kwargs)
    try:
        missing, unguarded = await connection.fetchrow(_TABLES)
        if unguarded:
            raise UnguardedRole
        if missing:
            raise TablesMissing
    except BaseException as error:
        connection.terminate()
        if isinstance(error, FAULTS):
            raise DatabaseUnavailable from error
        raise
    return connection


def beginning(owner: str | None, *, pooled: bool = False) -> str:
    """What begins a transaction of an owner's, or of nobody's, in one message.

    Nothing of it outlives the transaction, so that a pooler between (PgBouncer in transaction mode) changes nothing.
    With one, the timeouts are said here too, for a connection can't be told them when it begins.
    """
    if owner is None:
        return f"BEGIN; SELECT true{_TIMEOUTS}" if pooled else "BEGIN"
    # As hexadecimal digits, no user id can be anything but a value.
    value = f"convert_from(decode('{owner.encode().hex()}', 'hex'), 'UTF8')"
    return f"BEGIN; SELECT set_config('tasks.user_id', {value}, true){_TIMEOUTS if pooled else ''}"
