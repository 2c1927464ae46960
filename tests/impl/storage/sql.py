"""SQL statements for tests, in addition to those of the stores."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from impl.database.statement import Row, Session, Statement


async def execute(session: Session, statement: str, **values: object) -> Sequence[Row]:
    """Run a statement in the session's transaction; `:name` stands for a value."""
    return await session.run(Statement(text(statement)), values)


async def fetch_value(session: Session, statement: str, **values: object) -> Any:
    """Return the first value of the first row."""
    (row, *_) = await execute(session, statement, **values)
    return row[0]
