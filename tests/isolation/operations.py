"""What a user can try with tasks and keys, by way of storage."""

from collections.abc import Awaitable, Callable

from impl.storage.errors import TaskNotFound
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import NewTask, TaskFilter

TASK = NewTask(title="secret", description="words", completed=False, priority="high", tags=["home"], due_date=None)

Reach = Callable[[TaskStore, IdempotencyStore], Awaitable[bool]]
REACHES: dict[str, Reach] = {}
"""By name, ways to reach number 1 or the key `k` of somebody else; each answers whether it got there."""


def _reach(way: Reach) -> Reach:
    REACHES[way.__name__.removeprefix("_")] = way
    return way


async def _found(act: Awaitable[object]) -> bool:
    try:
        await act
    except TaskNotFound:
        return False
    return True


@_reach
async def _list_tasks(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    page = await tasks.list_tasks(TaskFilter(), "created_at", "asc", 10, None)
    return bool(page.tasks)


@_reach
async def _list_tags(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return bool(await tasks.list_tags(None, 10))


@_reach
async def _list_tasks_by_every_filter(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    wanted = TaskFilter(completed=False, priority="high", tags=("home",), words="secret words")
    return bool((await tasks.list_tasks(wanted, "title", "desc", 10, None)).tasks)


@_reach
async def _get_task(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return await _found(tasks.get_task(1))


@_reach
async def _update_task(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return await _found(tasks.update_task(1, {"title": "changed"}))


@_reach
async def _update_task_at_a_version(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return await _found(tasks.update_task(1, {"title": "changed"}, [7]))


@_reach
async def _complete_task(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return await _found(tasks.complete_task(1, None))


@_reach
async def _delete_task(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return await _found(tasks.delete_task(1))


@_reach
async def _claim(tasks: TaskStore, keys: IdempotencyStore) -> bool:
    return await keys.claim("k", "body") is not None
