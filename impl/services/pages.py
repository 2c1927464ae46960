"""Pages of a list, which end at a number of bytes as well as at a number of tasks."""

from contracts.runtime.json_bytes import write_json
from generated import models
from impl.services.bodies import task_bodies
from impl.storage.values import Page

MAX_BYTES = 1024 * 1024
"""Of the JSON of a page. The contract says it."""
# What bounds tasks without writing them: one byte of a text is six in JSON at most, as `\u0001`, and one character of
# the user's id four. So many bytes are the rest of a task at most: names, numbers, times.
_LONGEST_ESCAPE = 6
_LONGEST_REST = 32 * len(models.Task.model_fields)


def bounded(page: Page) -> Page:
    """The page, or as many of its first tasks as have `MAX_BYTES` in JSON. Any task alone has less than that (FR-230).

    Tasks are written to be measured only where they might be too large: a page of small ones costs nothing.
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
