"""The contract through datamodel-code-generator's own server generator, with our storage behind it.

`generate` writes the package; then this module is the implementation that uvicorn serves, in its folder.
"""

import os
import subprocess
import sys
from inspect import signature
from pathlib import Path
from typing import Any

OPTIONS = (
    *("--input-file-type", "openapi", "--openapi-scopes", "schemas", "api"),
    *("--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11"),
    *("--generate-server", "fastapi", "--server-handler-mode", "async", "--server-package", "stock"),
    *("--server-model-package", "stock_models", "--disable-timestamp"),
)


def generate(contract: Path, folder: Path) -> None:
    """Write the package `stock` and its models into a folder."""
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", str(contract), *OPTIONS]
    places = ["--output", str(folder / "stock_models.py"), "--server-output", str(folder / "stock")]
    subprocess.run([*command, *places], check=True, capture_output=True)


def make_app() -> Any:
    """The application, as its generated README says to build it. For uvicorn's `--factory`."""
    import jwt
    import stock_models as models  # type: ignore[import-not-found]
    from fastapi import HTTPException
    from stock import HTTPResult  # type: ignore[import-not-found]
    from stock.application import create_app  # type: ignore[import-not-found]

    from impl.database.database import Database
    from impl.database.pool import PoolLimits
    from impl.storage.tasks import TaskStore
    from impl.storage.values import PRIORITY_NAMES, TaskFilter

    database = Database(os.environ["DATABASE_URL"], PoolLimits(size=15, overflow=0))

    def authorize(_: object, credentials: Any) -> str:
        try:
            token = credentials["bearerAuth"].credentials
            subject: str = jwt.decode(token, os.environ["TASKS_JWT_SECRET"], algorithms=["HS256"])["sub"]
        except jwt.InvalidTokenError as error:
            raise HTTPException(401) from error
        return subject

    def shown(task: Any) -> Any:
        differing = {
            "completed": task.completed_at is not None,
            "priority": PRIORITY_NAMES[task.priority],
            "due_date": task.due_on if task.due_at is None else task.due_at,
        }
        alike = [name for name in models.Task.model_fields if name not in differing]
        return models.Task(**{name: getattr(task, name) for name in alike}, **differing)

    def owned(principal: str, user_id: str) -> str:
        if principal != user_id:
            raise HTTPException(403)
        return principal

    class NotMeasured:
        def __getattr__(self, name: str) -> Any:
            async def answer(**_: object) -> object:
                raise HTTPException(501)

            return answer

    class Tasks(NotMeasured):
        async def list_tasks(self, *, principal: str, user_id: str, limit: int, **_: object) -> object:
            owner = owned(principal, user_id)
            async with database.session(owner) as session:
                page = await TaskStore(session, owner).list_tasks(TaskFilter(), "created_at", "desc", limit, None)
            return [shown(task) for task in page.tasks]

        async def create_task(self, *, principal: str, user_id: str, body: Any, **_: object) -> object:
            owner = owned(principal, user_id)
            given = body.model_dump(mode="python")
            new = {name: value for name, value in given.items() if value is not None}
            async with database.session(owner) as session:
                task = await TaskStore(session, owner).create_task(new)
            return HTTPResult(201, shown(task))

        async def get_task(self, *, principal: str, user_id: str, task_id: int, **_: object) -> object:
            owner = owned(principal, user_id)
            async with database.session(owner) as session:
                return shown(await TaskStore(session, owner).get_task(task_id))

        async def complete_task(self, *, principal: str, user_id: str, task_id: int, **_: object) -> object:
            owner = owned(principal, user_id)
            async with database.session(owner) as session:
                return shown(await TaskStore(session, owner).complete_task(task_id, None))

    class Health(NotMeasured):
        async def get_liveness(self, **_: object) -> object:
            return models.Health(status="ok")

    measured = {"tasks": Tasks(), "health": Health()}
    parameters = signature(create_app).parameters.values()
    tags = [one.name for one in parameters if one.default is one.empty and one.kind is one.KEYWORD_ONLY]
    handlers = {tag: measured.get(tag, NotMeasured()) for tag in tags}
    return create_app(**{**handlers, "authorize": authorize})
