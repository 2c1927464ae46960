"""Tables whose rows belong to users. Each declares its privileges beside its columns; everything else is derived.

What is derived: the grants of the server's role, the check at the start that the rows are guarded, the policy that a
migration makes, and the tests of isolation, outages and migrations.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import MetaData
from sqlmodel import SQLModel

OWNER_COLUMN = "user_id"
_ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
_INFO = "privileges"


class UndeclaredTable(Exception):
    """A table does not declare its owner column and privileges. The message says what to add."""


@dataclass(frozen=True, slots=True)
class OwnedTable:
    """A table whose rows belong to the user in the column `user_id`, and the privileges of the server's role."""

    name: str
    privileges: tuple[str, ...]

    @property
    def policy(self) -> str:
        """The name of the row level security policy of this table."""
        return f"{self.name}_own"


OWN_ROWS = f"{OWNER_COLUMN} = current_setting('tasks.user_id', true)"
"""The condition of every policy. Unless a transaction sets the owner, it is null or false for all rows."""


def owned(*privileges: str) -> dict[str, Any]:
    """Declare that the rows of a table belong to users. This is the last part of its `__table_args__`.

    The server's role gets these privileges, or SELECT, INSERT, UPDATE and DELETE if none is named.
    """
    return {"info": {_INFO: privileges or _ALL}}


def owned_tables(metadata: MetaData = SQLModel.metadata) -> tuple[OwnedTable, ...]:
    """Return the tables that the imported modules declare, sorted by name. Raises UndeclaredTable."""
    found = []
    for table in metadata.sorted_tables:
        if _INFO not in table.info or OWNER_COLUMN not in table.columns:
            raise UndeclaredTable(
                f"The table {table.name} does not say whose its rows are: give it a column {OWNER_COLUMN}, and end its "
                "__table_args__ with owned() (impl/database/tables.py)."
            )
        found.append(OwnedTable(table.name, table.info[_INFO]))
    if not found:
        raise UndeclaredTable("No table is declared: import the modules of impl.storage first.")
    return tuple(sorted(found, key=lambda table: table.name))


def row_security(name: str) -> tuple[str, ...]:
    """Return the statements that enable row level security for a new table in a migration.

    With FORCE the policy applies to the owner of the table too, but not to superusers and roles with BYPASSRLS.
    """
    return (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {name}_own ON {name} USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})",
    )
