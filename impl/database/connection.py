"""Row level security: begins transactions for an owner, and checks that the policies are in force."""

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from impl.database.errors import DatabaseRefused
from impl.database.statement import Row, Statement
from impl.database.tables import OWN_ROWS, owned_tables
from impl.database.timeouts import SERVER_TIMEOUTS

HAS_CITUS = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
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
       min(opened) AS opened,
       EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') AS citus
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
"""Selects one row: the role, whether it bypasses all policies, and what is wrong, each None if nothing is. `missing`
are tables that it can't see, `unguarded` tables whose policies do not apply to it, `lacking` a missing privilege
(`SELECT ON tasks`), `unpoliced` a table without a policy for it, `opened` a policy (`tasks_own ON tasks`) that allows
other users' rows. The policies of migration 0005 allow only a setting that this server never makes. `citus` is
whether the database has this extension, which may have put the rows on other servers."""
_TIMEOUTS = "".join(f", set_config('{name}', '{value}', true)" for name, value in SERVER_TIMEOUTS.items())
# Citus sends SET LOCAL to its workers with the whole message that it is a part of, unless it stands in a block. The
# block is the same for all owners, since pg_stat_statements keeps an entry for each text.
_ON_SHARDS = (
    "DO $$BEGIN SET LOCAL citus.propagate_set_commands = 'local';"
    + "".join(f" SET LOCAL {name} = {value};" for name, value in SERVER_TIMEOUTS.items())
    + " EXECUTE format('SET LOCAL tasks.user_id = %L', current_setting('tasks.user_id')); END $$"
)


class UnguardedRole(DatabaseRefused):
    """The policies do not apply to the role, so this database is not used."""


class PoliciesOpened(DatabaseRefused):
    """A policy is missing or differs from what the migrations have created."""


class TablesMissing(DatabaseRefused):
    """Tables are missing, or the role has no access to them."""


def guarded_tables() -> dict[str, object]:
    """Return the arguments of `GUARD`: all declared tables, and the privileges that the server's role needs."""
    tables = owned_tables()
    return {
        "tables": [table.name for table in tables],
        "privileges": [f"{privilege} ON {table.name}" for table in tables for privilege in table.privileges],
    }


def check_guard(row: Row) -> None:
    """Check the row of `GUARD`. Raises UnguardedRole, TablesMissing or PoliciesOpened with the statement that helps."""
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


def begin_sql(owner: str | None, *, pooled: bool = False, distributed: bool = False) -> str:
    """Return the SQL that begins a transaction for an owner, or for nobody, in one message.

    All settings end with the transaction, so it works behind a pooler such as PgBouncer in transaction mode. With a
    pooler the timeouts are set here too, because a connection can't have settings of its own; with Citus, because the
    connections to its workers have none. Raises ValueError for an owner with NUL, which no text of PostgreSQL contains.
    """
    if owner is None:
        return f"BEGIN; SELECT true{_TIMEOUTS}" if pooled else "BEGIN"
    begin = f"BEGIN; SELECT set_config('tasks.user_id', {quoted(owner)}, true)"
    if distributed:
        return f"{begin}; {_ON_SHARDS}"
    return f"{begin}{_TIMEOUTS if pooled else ''}"


def quoted(text: str) -> str:
    r"""Return a text as a string constant of SQL, for messages of several commands, which take no parameters.

    It consists of escapes alone (`E'\x61\x64'`), so no text can end it, whatever `standard_conforming_strings` is.
    Raises ValueError for a text with NUL.
    """
    if "\0" in text:
        raise ValueError("PostgreSQL has no texts with NUL")
    return "E'" + "".join(f"\\x{byte:02x}" for byte in text.encode()) + "'"
