"""Whose rows a transaction may see: said to PostgreSQL in the message that begins it, for its policies to hold to."""

from typing import Any

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from impl.database.errors import FAULTS, DatabaseRefused, DatabaseUnavailable, connect
from impl.database.statement import Row, Statement
from impl.database.tables import owned_tables
from impl.database.timeouts import SERVER_TIMEOUTS

GUARD = Statement(
    text("""
SELECT bool_or(found IS NULL OR NOT has_table_privilege(found, 'SELECT')) AS missing,
       bool_or(NOT row_security_active(found)) AS unguarded,
       bool_or(policies = 0 OR open_policies > 0) AS opened
FROM (
    SELECT found, count(polrelid) AS policies, count(*) FILTER (
        WHERE pg_get_expr(polqual, polrelid) NOT LIKE '%tasks.user_id%'
        OR pg_get_expr(polwithcheck, polrelid) NOT LIKE '%tasks.user_id%'
    ) AS open_policies
    FROM (SELECT to_regclass(name)::oid AS found FROM unnest(CAST(:tables AS text[])) AS given (name)) AS tables
    LEFT JOIN pg_policy ON polrelid = found AND polpermissive AND EXISTS (
        SELECT FROM unnest(polroles) AS role WHERE CASE role WHEN 0 THEN true ELSE pg_has_role(role, 'USAGE') END
    )
    GROUP BY found
) AS guarded
""").bindparams(bindparam("tables", type_=ARRAY(Text))),
    verb="SELECT",
)
"""One row: whether a table is not there for this role, whether one is to whose policies it is not held, and whether one
has no policy for this role, or one that shows or takes the rows of others. It is asked of `guarded_tables`."""
_TIMEOUTS = "".join(f", set_config('{name}', '{value}', true)" for name, value in SERVER_TIMEOUTS.items())


class UnguardedRole(DatabaseRefused):
    """The role is above the policies, so this database is not used."""

    def __init__(self) -> None:
        super().__init__(
            "The role of DATABASE_URL is not held to row level security: it is a superuser or has BYPASSRLS. Make one "
            "that is, CREATE ROLE tasks_app LOGIN PASSWORD '…', and give the other to TASKS_MIGRATION_URL. Or the "
            "tables are of an older release: tasks-api migrate. Or it was switched off: ALTER TABLE … ENABLE ROW LEVEL "
            "SECURITY."
        )


class PoliciesOpened(DatabaseRefused):
    """Row level security is on, and a policy is not what the migrations have made."""

    def __init__(self) -> None:
        super().__init__(
            "A policy of row level security is missing, or does not ask for the owner (tasks.user_id): somebody has "
            "changed what tasks-api migrate had made. Make it again as impl/migrations has it."
        )


class TablesMissing(DatabaseRefused):
    """The database is not one of this server's, or not yet."""

    def __init__(self) -> None:
        super().__init__(
            "The role of DATABASE_URL can't read the tables of this server. To make them, or let it: tasks-api "
            "migrate. If they are in a schema of their own, it must be in the role's search_path, with USAGE granted."
        )


def guarded_tables() -> dict[str, object]:
    """What `GUARD` is to be run with: every table that is declared."""
    return {"tables": [table.name for table in owned_tables()]}


def check_guard(row: Row) -> None:
    """Look at what `GUARD` has found. Raises UnguardedRole, PoliciesOpened, TablesMissing."""
    if row["unguarded"]:
        raise UnguardedRole
    if row["missing"]:
        raise TablesMissing
    if row["opened"]:
        raise PoliciesOpened


async def connect_guarded(*args: Any, **kwargs: Any) -> Any:
    """`connect`, to tables whose policies the role is held to.

    Raises UnguardedRole, PoliciesOpened, TablesMissing, DatabaseUnavailable.
    """
    connection = await connect(*args, **kwargs)
    try:
        check_guard(await connection.fetchrow(GUARD.text, *GUARD.arguments(guarded_tables())))
    except BaseException as error:
        connection.terminate()
        if isinstance(error, FAULTS):
            raise DatabaseUnavailable from error
        raise
    return connection


def begin_sql(owner: str | None, *, pooled: bool = False) -> str:
    """What begins a transaction of an owner's, or of nobody's, in one message.

    Nothing of it outlives the transaction, so that a pooler between (PgBouncer in transaction mode) changes nothing.
    With one, the timeouts are said here too, for a connection can't be told them when it begins.
    """
    if owner is None:
        return f"BEGIN; SELECT true{_TIMEOUTS}" if pooled else "BEGIN"
    # As hexadecimal digits, no user id can be anything but a value.
    value = f"convert_from(decode('{owner.encode().hex()}', 'hex'), 'UTF8')"
    return f"BEGIN; SELECT set_config('tasks.user_id', {value}, true){_TIMEOUTS if pooled else ''}"
