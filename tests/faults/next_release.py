"""`python -m tests.faults.next_release serve`: the server of a next release, whose tasks have one more required member.

What its generated code and its services would say of `archived` takes their places before anything is built of them.
"""

from typing import Any

from pydantic import BaseModel

from generated import models, schemas
from generated.runtime import unchecked
from impl.services import bodies


def become() -> None:
    """Turn the modules of this process into those of the next release."""
    known: Any = models.Task
    members = {**known.__annotations__, "archived": "bool"}
    body = {"__module__": models.__name__, "__annotations__": members, "model_config": known.model_config}
    task: Any = type("Task", (BaseModel,), body)
    models.Task = task  # type: ignore[misc]
    make: Any = unchecked(task)
    bodies._make_task = lambda **values: make(**values, archived=False)
    for one in (schemas.SCHEMAS, schemas.ANSWERS):
        schema: Any = one._components["Task"]
        if "archived" not in schema["properties"]:
            schema["required"].append("archived")
            schema["properties"]["archived"] = {"type": "boolean"}


if __name__ == "__main__":
    become()
    from impl.cli import main

    main()
