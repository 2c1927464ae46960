"""FR-037: an operation costs a constant number of statements, whatever the number of rows or tags."""

from collections.abc import Awaitable, Callable

import pytest

from impl.database.session import OwnerSession
from impl.storage.errors import TaskChanged, TaskNotFound
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import TaskFilter
from tests.impl.storage.conftest import new_task, statements

MANY_TAGS = [f"tag {number}" for number in range(20)]

OPERATIONS: dict[str, tuple[Callable[[TaskStore], Awaitable[object]], int]] = {
    "list": (lambda store: store.list_tasks(TaskFilter(), "created_at", "desc", 1000, None), 1),
    "list, all filters": (
        lambda store: store.list_tasks(
            TaskFilter(completed=False, priority="medium", tags=("tag 1", "tag 2"), words="task"),
            "title",
            "asc",
            9,
            None,
        ),
        1,
    ),
    "create": (lambda store: store.create_task(new_task(tags=MANY_TAGS)), 1),
    "get": (lambda store: store.get_task(1), 1),
    "update": (lambda store: store.update_task(1, {"title": "x", "tags": MANY_TAGS, "due_date": None}), 1),
    "update if": (lambda store: store.update_task(2, {"title": "x"}, [1, 2, 3]), 1),
    "complete": (lambda store: store.complete_task(1, None), 1),
    "complete, set": (lambda store: store.complete_task(1, True), 1),
    "delete": (lambda store: store.delete_task(3), 1),
}


@pytest.mark.parametrize("rows", [3, 120])
@pytest.mark.parametrize("name", OPERATIONS)
async def test_an_operation_is_one_statement(store: TaskStore, name: str, rows: int) -> None:
    for number in range(rows):
        await store.create_task(new_task(f"Task {number}", tags=MANY_TAGS))
    act, expected = OPERATIONS[name]
    with statements() as statement_texts:
        await act(store)
    assert len(statement_texts) == expected, statement_texts


async def test_a_refused_write_is_explained_by_one_more(store: TaskStore) -> None:
    await store.create_task(new_task())
    with statements() as statement_texts, pytest.raises(TaskChanged):
        await store.update_task(1, {"title": "x"}, [7])
    assert len(statement_texts) == 2
    with statements() as statement_texts, pytest.raises(TaskNotFound):
        await store.delete_task(2, [7])
    assert len(statement_texts) == 2


async def test_an_idempotent_create_is_three_statements(session: OwnerSession, store: TaskStore, user: str) -> None:
    keys = IdempotencyStore(session, user)
    with statements() as statement_texts:
        assert await keys.claim("key", "body") is None
        await store.create_task(new_task())
        await keys.keep("key", {"id": 1})
    assert len(statement_texts) == 3
    with statements() as statement_texts:
        assert await keys.claim("key", "body") is not None
    assert len(statement_texts) == 2
