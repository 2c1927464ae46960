"""Limits the size of a page in bytes."""

from contracts.runtime.json_bytes import write_json
from generated import models
from impl.services.bodies import task_bodies
from impl.storage.values import Page

MAX_BYTES = 1024 * 1024
"""The maximum size of the JSON of a page, which the contract documents."""
# Upper bounds of a task's size in JSON: one byte of text becomes at most six (`\u0001`), one character of the user's id
# four, and the rest of a member (its name, a number, a time) has at most 32 bytes.
_LONGEST_ESCAPE = 6
_LONGEST_REST = 32 * len(models.Task.model_fields)


def bounded(page: Page) -> Page:
    """Return the page, shortened to `MAX_BYTES` of JSON. One task is always smaller than that (FR-230).

    Tasks are serialized for measuring only if the upper bound of their size exceeds the limit.
    """
    if not page.tasks:
        return page
    rest = len(page.tasks) * (_LONGEST_REST + 4 * len(page.tasks[0].user_id))
    if _LONGEST_ESCAPE * page.text_bytes + rest <= MAX_BYTES:
        return page
    left = MAX_BYTES - 1  # two brackets, and a comma less than there are tasks
    for place, body in enumerate(task_bodies(page.tasks)):
        left -= len(write_json(body)) + 1
        if left < 0:
            return page.first(max(place, 1))
    return page
