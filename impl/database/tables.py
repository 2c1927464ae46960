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
    """A table does not say whose its rows are. The message names it and what to add."""


@dataclass(frozen=True, slots=True)
class OwnedTable:
    """A table whose rows belong to the user in their column `user_id`, and what the server's role may do with it."""

    name: str
    privileges: tuple[str, ...]

    @property
    def policy(self) -> str:
        """The name of the row level security policy that shows each user the rows of this table that are theirs."""
        return f"{self.name}_own"


OWN_ROWS = f"{OWNER_COLUMN} = current_setting('tasks.user_id', true)"
"""The condition of every policy. The setting is null or empty where no transaction has set it: nobody's rows."""


def owned(*privileges: str) -> dict[str, Any]:
    """The last part of the `__table_args__` of a table whose rows belong to users.

    The server's role gets these privileges, or SELECT, INSERT, UPDATE and DELETE if none is named.
    """
    return {"info": {_INFO: privileges or _ALL}}


def owned_tables(metadata: MetaData = SQLModel.metadata) -> tuple[OwnedTable, ...]:
    """The tables that have been declared by the modules imported so far, by name. Raises UndeclaredTable."""
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
    """The statements with which a migration guards the rows of a new table.

    FORCE holds the owner of the tables to the policy too; only superusers and BYPASSRLS stand above it.
    """
    return (
        f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {name}_own ON {name} USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})",
    )
