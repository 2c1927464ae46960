"""FR-350: a table says once whose its rows are and what the server may do; one that says nothing is refused."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text

from impl.database.tables import OwnedTable, UndeclaredTable, owned, owned_tables
from impl.storage.tables import TaskTable


def test_what_a_table_declares() -> None:
    metadata = MetaData()
    Table("notes", metadata, Column("user_id", Text()), **owned())
    Table("marks", metadata, Column("user_id", Text()), **owned("SELECT"))
    assert owned_tables(metadata) == (
        OwnedTable("marks", ("SELECT",)),
        OwnedTable("notes", ("SELECT", "INSERT", "UPDATE", "DELETE")),
    )
    assert "tasks" in [table.name for table in owned_tables(TaskTable.metadata)]


def test_a_table_that_declares_nothing() -> None:
    metadata = MetaData()
    Table("notes", metadata, Column("user_id", Text()))
    with pytest.raises(UndeclaredTable, match=r"table notes .* owned\(\) \(impl/database/tables\.py\)"):
        owned_tables(metadata)


def test_a_table_of_nobody() -> None:
    metadata = MetaData()
    Table("notes", metadata, Column("id", Integer()), **owned())
    with pytest.raises(UndeclaredTable, match=r"table notes .* a column user_id"):
        owned_tables(metadata)


def test_no_table_at_all() -> None:
    """A guard of no table would let everything pass."""
    with pytest.raises(UndeclaredTable, match="No table is declared"):
        owned_tables(MetaData())
