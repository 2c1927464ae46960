"""A fixed sequence of steps that finds every planted fault; random steps find them only most of the time."""

from typing import Any

HOME, BOTH = {"tags": ["home"]}, {"tags": ["home", "work"], "description": "bread", "due_date": "2026-03-01"}
BY_TITLE = {"sort": "title", "order": "asc"}


def walk(users: Any) -> None:
    """Run the steps, and after each compare what all users see. Raises AssertionError if the two differ."""
    steps: list[tuple[Any, dict[str, Any]]] = [
        (users.begin_with_tasks, {"first": [BOTH, {}, HOME, {}]}),
        (users.list_tasks, {"user": 0, "wanted": {"tag": ["home", "work"]}, "order": BY_TITLE, "limit": 3}),
        (users.list_tasks, {"user": 0, "wanted": {}, "order": BY_TITLE, "limit": 1}),
        (users.change_task, {"user": 0, "number": 1, "method": "PATCH", "change": {"title": "rent"}, "at": None}),
        (users.complete_task, {"user": 0, "number": 1, "body": None, "at": None}),
        # A user's requests run five at a time: some of these numbers show lost toggles however they fall.
        *((users.toggle_at_once, {"user": 0, "number": 1, "times": times}) for times in (8, 7, 4, 2)),
        (users.change_at_once, {"user": 0, "number": 2, "times": 6}),
        (users.delete_task, {"user": 0, "number": 2, "at": None}),
        (users.create_task, {"user": 0, "title": "milk", "more": {}, "key": "k"}),
        (users.create_task, {"user": 0, "title": "milk", "more": {}, "key": "k"}),
        (users.create_task, {"user": 0, "title": "bread", "more": {}, "key": "k"}),
    ]
    for step, given in steps:
        step(**given)
        users.everybody_sees_what_is_theirs()
