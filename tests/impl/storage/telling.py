"""SQL for the database's own ear: what tests ask beside the statements of the stores."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from impl.database.statement import Row, Session, Statement


async def tell(session: Session, statement: str, **values: object) -> Sequence[Row]:
    """Run a statement in the session's transaction; `:name` stands for a value."""
    return await session.run(Statement(text(statement)), values)


async def ask(session: Session, statement: str, **values: object) -> Any:
    """The first value of the first row."""
    (row, *_) = await tell(session, statement, **values)
    return row[0]
