"""Whose rows a transaction may see: said to PostgreSQL in the message that begins it, for its policies to hold to."""

from typing import Any

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from impl.database.errors import DatabaseRefused, connect, preparing
from impl.database.statement import Row, Statement
from impl.database.tables import OWN_ROWS, owned_tables
from impl.database.timeouts import SERVER_TIMEOUTS

GUARD = Statement(
    text("""
SELECT quote_ident(current_user) AS role,
       (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS above,
       string_agg(name, ', ') FILTER (WHERE found IS NULL) AS missing,
       string_agg(name, ', ') FILTER (WHERE NOT row_security_active(found)) AS unguarded,
       (SELECT min(needed) FROM unnest(CAST(:privileges AS text[])) AS needed WHERE NOT has_table_privilege(
           to_regclass(split_part(needed, ' ON ', 2)), split_part(needed, ' ON ', 1)
       )) AS lacking,
       min(name) FILTER (WHERE policies = 0) AS unpoliced,
       min(opened) AS opened
FROM (
    SELECT name, found, count(polrelid) AS policies, min(polname || ' ON ' || name) FILTER (
        WHERE pg_get_expr(polqual, polrelid) !~ 'tasks[.](user_id|counting)'
        OR pg_get_expr(polwithcheck, polrelid) !~ 'tasks[.](user_id|counting)'
    ) AS opened
    FROM (SELECT name, to_regclass(name)::oid AS found FROM unnest(CAST(:tables AS text[])) AS given (name)) AS tables
    LEFT JOIN pg_policy ON polrelid = found AND polpermissive AND EXISTS (
        SELECT FROM unnest(polroles) AS role WHERE CASE role WHEN 0 THEN true ELSE pg_has_role(role, 'USAGE') END
    )
    GROUP BY name, found
) AS guarded
""").bindparams(bindparam("tables", type_=ARRAY(Text)), bindparam("privileges", type_=ARRAY(Text))),
    verb="SELECT",
)
"""One row: the role, whether it is above all policies, and what is wrong, None where nothing is: the tables that are
not there for it, those to whose policies it is not held, a privilege that it lacks (`SELECT ON tasks`), a table without
a policy for it, and a policy (`tasks_own ON tasks`) that shows or takes the rows of others. The policies of migration
0005 ask for a setting that this server never makes, so they are none of these."""
_TIMEOUTS = "".join(f", set_config('{name}', '{value}', true)" for name, value in SERVER_TIMEOUTS.items())


class UnguardedRole(DatabaseRefused):
    """The role is not held to the policies, so this database is not used."""


class PoliciesOpened(DatabaseRefused):
    """Row level security is on, and a policy is not what the migrations have made."""


class TablesMissing(DatabaseRefused):
    """The database is not one of this server's, or not yet, or not for this role."""


def guarded_tables() -> dict[str, object]:
    """The arguments of `GUARD`: every table that is declared, and every privilege that the server's role needs."""
    tables = owned_tables()
    return {
        "tables": [table.name for table in tables],
        "privileges": [f"{privilege} ON {table.name}" for table in tables for privilege in table.privileges],
    }


def check_guard(row: Row) -> None:
    """Look at what `GUARD` has found. Raises UnguardedRole, TablesMissing, PoliciesOpened, with what mends it."""
    role = row["role"]
    if row["above"]:
        raise UnguardedRole(
            f"The role {role} of DATABASE_URL is above row level security: it is a superuser or has BYPASSRLS. Make "
            "one that is not, CREATE ROLE tasks_app LOGIN PASSWORD '…', and give this one to TASKS_MIGRATION_URL."
        )
    if row["missing"]:
        raise TablesMissing(
            f"The role {role} finds no table {row['missing']}. To make the tables: tasks-api migrate. If they are in a "
            "schema of their own, it must be in the role's search_path, with USAGE granted."
        )
    if row["unguarded"]:
        raise UnguardedRole(
            f"Row level security does not hold the role {role} for {row['unguarded']}. For each of them: ALTER TABLE … "
            "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY. Tables of an older release: tasks-api migrate."
        )
    if row["lacking"]:
        raise TablesMissing(
            f"The role {role} lacks a privilege. As the owner of the tables: GRANT {row['lacking']} TO {role}."
        )
    if row["unpoliced"]:
        table = row["unpoliced"]
        raise PoliciesOpened(
            f"The table {table} has no policy for the role {role}. As its owner: CREATE POLICY {table}_own ON {table} "
            f"USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})."
        )
    if row["opened"]:
        raise PoliciesOpened(
            f"A policy gives the role {role} the rows of others. As the owner of the table: DROP POLICY "
            f"{row['opened']}, or ALTER it to ask for {OWN_ROWS}."
        )


async def connect_guarded(*args: Any, **kwargs: Any) -> Any:
    """`connect`, to tables whose policies the role is held to.

    Raises UnguardedRole, PoliciesOpened, TablesMissing, DatabaseUnavailable.
    """
    connection = await connect(*args, **kwargs)
    with preparing(connection):
        check_guard(await connection.fetchrow(GUARD.text, *GUARD.arguments(guarded_tables())))
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
