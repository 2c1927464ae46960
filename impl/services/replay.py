"""Answers a repeated request (`Idempotency-Key`) with the first response, also if another release gave it.

Responses are stored for 24 hours, and during an update two releases read each other's. So nothing but the task's number
is assumed to be in them.
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

# The members of a body in the first release, in the order of their fingerprint, and the values that it assumed for
# members that were left out.
_FIRST_MEMBERS = ("title", "description", "completed", "priority", "tags", "due_date")
_FIRST_DEFAULTS = {"completed": False, "priority": "medium"}
_TASK = ANSWERS.compile({"$ref": "#/components/schemas/Task"})
_LARGEST_ID = 2**31 - 1


def fingerprint(body: models.TaskCreate) -> str:
    """Return a digest of a body that is the same in every release.

    A member that a later release has added is left out while it has its default value, because older clients do not
    send it.
    """
    said = {**_FIRST_DEFAULTS, **body.model_dump(mode="json")}
    chosen = body.model_dump(mode="json", exclude_defaults=True)
    told = {name: said[name] for name in _FIRST_MEMBERS if name in said}
    told |= {name: chosen[name] for name in sorted(chosen) if name not in told}
    return hashlib.sha256(to_json(told)).hexdigest()


def replayed_task(kept: KeptAnswer, body: models.TaskCreate, user_id: str) -> models.Task:
    """Return the task of the stored response in this release's model. The task itself may be deleted by now.

    Members that this release does not know are left out. Members that were not stored, or whose value this release does
    not allow, get the value that they have in a new task of this body, which equals the first request's. Raises
    IdempotencyKeyReused if the stored response has no task number.
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
    except ValidationError:  # the schema allows the value, but the model can't hold it
        return created


def _as_created(body: models.TaskCreate, user_id: str, task_id: int, moment: datetime) -> StoredTask:
    """Return the row that storage would have for a new task of this body."""
    columns, completed = new_columns(new_task(body))
    kept = {"user_id": user_id, "id": task_id, "created_at": moment, "updated_at": moment, "version": 1}
    return stored_task({**columns, **kept, "completed_at": moment if completed else None})
