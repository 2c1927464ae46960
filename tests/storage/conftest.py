"""A store, and a count of what it says to the database."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncSession

from impl.database import Database
from impl.storage.tasks import TaskStore
from impl.storage.values import NewTask


@pytest.fixture
async def session(database: Database, user: str) -> AsyncIterator[AsyncSession]:
    async with database.session(user) as session:
        yield session


@pytest.fixture
def store(session: AsyncSession, user: str) -> TaskStore:
    return TaskStore(session, user)


def new_task(title: str = "Buy milk", **fields: object) -> NewTask:
    values: dict[str, object] = {
        "title": title,
        "description": None,
        "completed": False,
        "priority": "medium",
        "tags": [],
        "due_date": None,
    }
    return NewTask(**{**values, **fields})  # type: ignore[arg-type]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that any engine executes meanwhile."""
    said: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)
