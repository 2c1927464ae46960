"""`python -m tests.faults.next_release serve`: a server of the next release, whose tasks have one more required member.

The generated models, schemas and services are patched with the member `archived` before they are used.
"""

from typing import Any

from pydantic import BaseModel

from generated import models, schemas
from impl.services import bodies
from impl.services.mapping import bodies_of
from impl.storage.values import StoredTask


def archived() -> bool:
    """What the next release answers of every task."""
    return False


def patch_modules() -> None:
    """Change the modules of this process to those of the next release."""
    task_model: Any = models.Task
    members = {**task_model.__annotations__, "archived": bool}
    body = {"__module__": models.__name__, "__annotations__": members, "model_config": task_model.model_config}
    task: Any = type("Task", (BaseModel,), body)
    models.Task = task  # type: ignore[misc]
    differing = (bodies.completed, bodies.priority, bodies.due_date, archived)
    bodies.task_bodies = bodies_of(task, StoredTask, *differing)
    for one in (schemas.SCHEMAS, schemas.ANSWERS):
        schema: Any = one._components["Task"]
        if "archived" not in schema["properties"]:
            schema["required"].append("archived")
            schema["properties"]["archived"] = {"type": "boolean"}


if __name__ == "__main__":
    patch_modules()
    from impl.cli import main

    main()
