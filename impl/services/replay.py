"""Answering a repeated request (`Idempotency-Key`) with what was answered first, whichever release answered it.

A stored answer outlives the release that wrote it: for 24 hours, and while two releases serve side by side, each reads
what the other has kept. So nothing of it is relied on but the number of the task.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from pydantic import ValidationError
from pydantic_core import to_json

from contracts.runtime import JsonValue
from contracts.runtime.json_bytes import reread_json, write_json
from generated import models
from generated.schemas import ANSWERS
from impl.services.bodies import new_task, task_body
from impl.storage.errors import IdempotencyKeyReused
from impl.storage.idempotency import KeptAnswer
from impl.storage.values import StoredTask
from impl.storage.writing import new_columns, stored_task

# The members that a body had in the first release, in the order in which it took their fingerprint, and those that it
# took as said where they were left out.
_FIRST_MEMBERS = ("title", "description", "completed", "priority", "tags", "due_date")
_FIRST_DEFAULTS = {"completed": False, "priority": "medium"}
_TASK = ANSWERS.compile({"$ref": "#/components/schemas/Task"})
_LARGEST_ID = 2**31 - 1


def fingerprint(body: models.TaskCreate) -> str:
    """What tells two bodies apart, the same in every release: a member that came later counts unless it is at its
    default, as it is for those who do not know it."""
    said = {**_FIRST_DEFAULTS, **body.model_dump(mode="json")}
    chosen = body.model_dump(mode="json", exclude_defaults=True)
    told = {name: said[name] for name in _FIRST_MEMBERS if name in said}
    told |= {name: chosen[name] for name in sorted(chosen) if name not in told}
    return hashlib.sha256(to_json(told)).hexdigest()


def replayed_task(kept: KeptAnswer, body: models.TaskCreate, user_id: str) -> models.Task:
    """The task as it was answered first, in the form that this release gives to tasks; it may be gone by now.

    Members that this release does not know are left out. Those that were not kept, or that it can't answer with, are
    what it would answer for the body, which is that of the first request. Raises IdempotencyKeyReused for an answer
    without a task's number, which no release has kept.
    """
    task_id = kept.answer.get("id")
    if type(task_id) is not int or not 0 < task_id <= _LARGEST_ID:
        raise IdempotencyKeyReused
    created = task_body(_as_created(body, user_id, task_id, kept.created_at))
    told: JsonValue = reread_json(write_json(created))
    for name, value in cast("Mapping[str, JsonValue]", kept.answer).items():
        if isinstance(told, dict) and name in told and _TASK.accepts(changed := {**told, name: value}):
            told = changed
    try:
        return models.Task.model_validate(told)
    except ValidationError:  # which is allowed, but no Python value stands for it
        return created


def _as_created(body: models.TaskCreate, user_id: str, task_id: int, moment: datetime) -> StoredTask:
    """The task as storage keeps it when it has just been made."""
    columns, completed = new_columns(new_task(body))
    kept = {"user_id": user_id, "id": task_id, "created_at": moment, "updated_at": moment, "version": 1}
    return stored_task({**columns, **kept, "completed_at": moment if completed else None})
