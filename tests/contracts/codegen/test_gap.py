"""FR-041: what the contract gains, loses or changes is named when the server starts, and by the type checker."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.document.parse import parse
from tests.conftest import ROOT
from tests.contracts.codegen.documents import written
from tests.contracts.codegen.generating import generated, shared_folder, type_errors

pytestmark = pytest.mark.slow
Json = Any
START = """
from impl.web.app import create_app
from impl.database.database import Database
from impl.auth import secret_verifier

verifier = secret_verifier("a secret of more than 32 bytes, for tests")
create_app(Database("postgresql://nobody@127.0.0.1:1/none"), verifier)
"""
SIGNATURE = (
    "async def postpone_tasks(self, user_id: models.UserId, body: models.PostponeTasksBody, *, "
    "id: models.PostponeTasksId, prefer: models.PostponeTasksPrefer='return=minimal') -> PostponeTasksResponse:"
)
PASTED = f"""
from generated import models
from generated.routers.tasks import OPERATIONS, PostponeTasks204, PostponeTasksResponse, TasksApi, tasks_router
from impl.services.tasks import TaskService


class Complete(TaskService):
    {SIGNATURE}
        return PostponeTasks204()


async def provide() -> Complete:
    raise NotImplementedError


async def anybody() -> object:
    return None


assert len(tasks_router(provide, {{"bearerAuth": anybody}}).routes) == len(OPERATIONS)
"""


def _gained(contract: Json) -> None:
    """An operation with a body, a header and an array parameter."""
    tasks = contract["paths"]["/api/{user_id}/tasks"]
    contract["paths"]["/api/{user_id}/tasks/postpone"] = {
        "parameters": tasks["parameters"],
        "post": {
            "operationId": "postpone_tasks",
            "tags": ["tasks"],
            "parameters": [
                {
                    "name": "id",
                    "in": "query",
                    "required": True,
                    "schema": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/TaskId"}},
                },
                {"name": "Prefer", "in": "header", "schema": {"enum": ["return=minimal"], "default": "return=minimal"}},
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["due_date"],
                            "properties": {"due_date": {"$ref": "#/components/schemas/DueDate"}},
                        }
                    }
                },
            },
            "responses": {"204": {"description": "Done."}, "422": tasks["post"]["responses"]["422"]},
        },
    }


def _changed(contract: Json) -> None:
    """An operation is lost, one has a new parameter, one a renamed, and one answers something else."""
    task = contract["paths"]["/api/{user_id}/tasks/{task_id}"]
    del contract["paths"]["/api/{user_id}/tasks/{task_id}/complete"]
    task["get"]["parameters"].append({"name": "fields", "in": "query", "schema": {"type": "string"}})
    task["delete"]["parameters"] = [{"name": "If-Exactly", "in": "header", "schema": {"type": "string"}}]
    task["put"]["responses"]["200"]["content"]["application/json"]["schema"] = {"type": "string"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared_folder(tmp_path_factory, "gap")


def _generated(folder: Path, change: Callable[[Json], None]) -> Path:
    """A folder with the package `generated` of our contract, changed."""
    contract = parse((ROOT / "contracts" / "openapi.yaml").read_text(encoding="utf-8"))
    change(contract)
    place = folder / change.__name__
    place.mkdir(exist_ok=True)
    generated(place, "generated", written(place, contract), "--shared-runtime")
    return place


def _run(folder: Path, program: str) -> "subprocess.CompletedProcess[str]":
    """Run a program on the package of that folder."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_gained_operation_stops_the_server(folder: Path) -> None:
    started = _run(_generated(folder, _gained), START)
    assert started.returncode == 1
    file = ROOT / "impl" / "services" / "tasks.py"
    assert started.stderr.splitlines()[-2:] == [
        "contracts.runtime.errors.ContractGap: impl.services.tasks.TaskService does not implement "
        f"postpone_tasks (POST /api/{{user_id}}/tasks/postpone). Write in {file}:",
        f"    {SIGNATURE}",
    ]


def test_gained_operation_is_named_by_the_type_checker(folder: Path) -> None:
    (error,) = _impl_errors(_generated(folder, _gained))
    assert '"TaskService" with abstract attribute "postpone_tasks"' in error


def test_pasted_signature_type_checks_and_mounts(folder: Path) -> None:
    place = _generated(folder, _gained)
    (place / "pasted.py").write_text(PASTED, encoding="utf-8")
    assert type_errors(place, "pasted.py") == []
    assert _run(place, "import pasted").stderr == ""


def test_lost_operation_is_named_by_its_response(folder: Path) -> None:
    started = _run(_generated(folder, _changed), START)
    assert started.returncode == 1
    assert "ImportError: cannot import name 'CompleteTask200'" in started.stderr.splitlines()[-1]


def test_lost_and_changed_operations_stop_the_server(folder: Path) -> None:
    forgotten = "import generated.routers.tasks as tasks\ntasks.CompleteTask200 = tasks.PatchTask200\n"
    started = _run(_generated(folder, _changed), forgotten + START)
    assert started.returncode == 1
    gaps = [line for line in started.stderr.splitlines() if "impl.services.tasks.TaskService" in line]
    assert [gap.partition("TaskService.")[2].partition(". Write in")[0] for gap in gaps] == [
        "get_task does not fit get_task (GET /api/{user_id}/tasks/{task_id}): it lacks the parameter fields",
        "delete_task does not fit delete_task (DELETE /api/{user_id}/tasks/{task_id}): it lacks the parameter "
        "if_exactly; the contract has no parameter if_match",
        "complete_task is an orphan: the contract has no operation complete_task for TasksApi. Remove the method, or "
        "make it private.",
    ]


def test_lost_and_changed_operations_are_named_by_the_type_checker(folder: Path) -> None:
    errors = "\n".join(_impl_errors(_generated(folder, _changed)))
    for message in (
        'has no attribute "CompleteTask200"',
        'Signature of "get_task" incompatible with supertype',
        'Signature of "delete_task" incompatible with supertype',
        'Argument 1 to "UpdateTask200" has incompatible type "Task"',
    ):
        assert message in errors
    assert errors.count("error:") == 4


def _impl_errors(place: Path) -> list[str]:
    modules = ("-m", "impl.wiring", "-m", "impl.services.tasks")
    return [line for line in type_errors(place, *modules) if ": error: " in line]
