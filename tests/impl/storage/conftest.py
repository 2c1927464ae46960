"""A store, and a recorder of its SQL statements."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from impl.database.database import Database
from impl.database.session import OwnerSession
from impl.database.statement import Row, Statement
from impl.storage.tasks import TaskStore

Values = Mapping[str, object]


@pytest.fixture
async def session(database: Database, user: str) -> AsyncIterator[OwnerSession]:
    async with database.session(user) as session:
        yield session


@pytest.fixture
def store(session: OwnerSession, user: str) -> TaskStore:
    return TaskStore(session, user)


def new_task(title: str = "Buy milk", **fields: object) -> dict[str, object]:
    return {"title": title, "priority": "medium", **fields}


@contextmanager
def statements() -> Iterator[list[str]]:
    """Record every statement of any session in the block, except the ends of transactions."""
    texts: list[str] = []
    fetch = OwnerSession._fetch

    async def note(
        session: OwnerSession, connection: object, statement: Statement, values: Mapping[str, object]
    ) -> Sequence[Row]:
        texts.append(statement.text)
        return await fetch(session, connection, statement, values)

    OwnerSession._fetch = note  # type: ignore[method-assign, assignment]
    try:
        yield texts
    finally:
        OwnerSession._fetch = fetch  # type: ignore[method-assign]
