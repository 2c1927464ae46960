"""FR-162: ./codegen.sh ends with what changed, whether it breaks clients, and what is missing or too much by hand."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contracts.gate.published import FOLDER, versions
from contracts.gate.versions import Version
from tests.contracts.codegen.documents import OK, document, query, written
from tests.contracts.codegen.generating import codegen
from tests.contracts.codegen.project import Project

pytestmark = pytest.mark.slow

Json = Any
SERVICES = "impl/services/tasks.py"
STUBBED = """
import asyncio, json
import httpx
from impl.web.app import create_app
from impl.database.database import Database
from impl.auth import mint_token, secret_verifier

SECRET = "a secret of more than 32 bytes, for tests"


class Nowhere(Database):
    def session(self, owner):
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def nothing():
            yield None

        return nothing()


async def main():
    app = create_app(Nowhere("postgresql://nobody@127.0.0.1:1/none"), secret_verifier(SECRET))
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": f"Bearer {mint_token(SECRET, 'ada', 60)}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://stub.test") as client:
        answer = await client.get("/api/ada/labels", headers=headers)
    print(json.dumps([answer.status_code, answer.headers["content-type"], answer.json()]))


asyncio.run(main())
"""


COMPLETE = "PATCH /api/{user_id}/tasks/{task_id}/complete"
GONE = f"{COMPLETE} is gone, and was not deprecated."
DRAFT = "`tasks-api contract gate --draft` writes an entry."


def _last(project: Project) -> Version:
    return versions(project.folder / FOLDER)[-1]


def _tags(contract: Json, *, declared: bool = True) -> None:
    """An operation more, with or without the answer of a stub."""
    read = contract["paths"]["/api/{user_id}/tasks"]["get"]["responses"]
    counts = {"type": "array", "items": {"type": "string"}}
    responses = {
        "200": {"description": "The tags.", "content": {"application/json": {"schema": counts}}},
        "500": read["500"],
    }
    if declared:
        responses["501"] = {"$ref": "#/components/responses/InternalError"}
    contract["paths"]["/api/{user_id}/labels"] = {
        "parameters": contract["paths"]["/api/{user_id}/tasks"]["parameters"],
        "get": {"operationId": "list_labels", "tags": ["tasks"], "summary": "List tags", "responses": responses},
    }


def _without_completing(contract: Json) -> None:
    del contract["paths"]["/api/{user_id}/tasks/{task_id}/complete"]


def _wider(contract: Json) -> None:
    contract["paths"]["/api/{user_id}/tasks/{task_id}"]["get"]["parameters"].append(
        {"name": "fields", "in": "query", "schema": {"type": "string"}}
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_quiet_when_nothing_changed(project: Project) -> None:
    """FR-162: no news is no word."""
    finished = project.codegen()
    assert (finished.returncode, finished.stdout) == (0, "")


def test_what_is_missing_is_told_as_long_as_it_is(project: Project) -> None:
    """FR-162: also when nothing is to be generated."""
    services = project.folder / SERVICES
    services.write_text(services.read_text().replace("async def delete_task", "async def remove_task"))
    for _ in range(2):
        finished = project.codegen()
        assert finished.returncode == 0
        assert "  TaskService does not implement delete_task" in finished.stdout


def test_a_service_that_is_no_python(project: Project) -> None:
    """FR-162: the file and the line are told, after what changed."""
    project.change(lambda contract: contract["info"].update(summary="Tasks."))
    services = project.folder / SERVICES
    lines = services.read_text().splitlines()
    services.write_text("\n".join([*lines, "def (", ""]))
    finished = project.codegen()
    assert finished.returncode == 1
    assert finished.stdout == "The contract's words changed, and nothing that a client could notice.\n"
    assert finished.stderr.startswith(f"{SERVICES}: line {len(lines) + 1} is no Python (")
    assert "Traceback" not in finished.stderr


def test_words_are_told_as_words(project: Project) -> None:
    """FR-162: what no client could notice is said to be that."""
    project.change(lambda contract: contract["info"].update(summary="Tasks."))
    finished = project.codegen()
    assert finished.stdout == "The contract's words changed, and nothing that a client could notice.\n"


def test_what_changed_and_what_is_to_do(project: Project) -> None:
    """FR-162: an operation gained, one lost, one changed: levels, files, signatures; and what is published."""

    def change(contract: Json) -> None:
        _tags(contract)
        _without_completing(contract)
        _wider(contract)

    project.change(change)
    finished = project.codegen()
    assert finished.returncode == 0, finished.stderr
    first, *lines = finished.stdout.splitlines()
    assert first == "The contract changed: 1 breaking, 2 safe."
    lines_of_file = (project.folder / SERVICES).read_text().splitlines()
    imported = lines_of_file.index("from generated.routers.tasks import (") + 1
    levels, named = [line.split()[0] for line in lines[:3]], ("complete_task", "get_task", "list_labels")
    assert levels == ["breaking", "safe", "safe"]
    assert [name in line for name, line in zip(named, lines[:3], strict=True)] == [True] * 3
    assert lines[3:] == [
        f"{SERVICES}:",
        "  TaskService.get_task does not fit get_task (GET /api/{user_id}/tasks/{task_id}): "
        "it lacks the parameter fields.",
        "    async def get_task(self, user_id: models.UserId, task_id: models.TaskId, *, fields: str | None=None, "
        "if_none_match: models.EntityTags | None=None) -> GetTaskResponse:",
        "  TaskService does not implement list_labels (GET /api/{user_id}/labels).",
        "    async def list_labels(self, user_id: models.UserId) -> ListLabelsResponse:",
        "  TaskService.complete_task is an orphan: the contract has no operation complete_task for TasksApi.",
        f"  line {imported} takes CompleteTask200 from generated.routers.tasks, which the contract no longer gives.",
        "./codegen.sh --scaffold writes stubs for what is missing.",
        next(
            one for one in lines if one.startswith(f"Since contracts/published/{_last(project)}.yaml, the last that ")
        ),
        f"  breaking: complete_task: {GONE}",
        *[line for line in lines if line.startswith("  CHANGELOG.md:6: Unreleased does not tell: ")],
    ]
    # The contract may have other changes that are not published yet.
    assert lines[-5].partition(": ")[2].startswith("1 breaking, ")
    lines = [line.partition(": ")[2] for line in lines[-3:]]
    assert [re.sub(r"\(.*\)|[0-9a-f]{12}", "…", line) for line in lines] == [
        f"Unreleased does not tell: {GONE} … Name `complete_task`, `{COMPLETE}` in one entry, or …; {DRAFT}",
        f"Unreleased does not tell: The query parameter `fields` is new, and optional. … Name `get_task`, `fields` in "
        f"one entry, or …; {DRAFT}",
        "Unreleased does not tell: GET /api/{user_id}/labels is new. … Name `list_labels`, `GET /api/{user_id}/labels` "
        f"in one entry, or …; {DRAFT}",
    ]


def test_generator_that_changed(project: Project) -> None:
    """FR-162: new code of the same contract is told as that."""
    template = project.folder / "contracts" / "codegen" / "render" / "templates" / "responses.jinja2"
    template.write_text(template.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert project.codegen().stdout == "Generated anew; the contract is the same.\n"


def test_other_contracts_are_compared_too(tmp_path: Path) -> None:
    """FR-162: what changed is told of any document; what is missing, of our own implementation alone."""
    contract = written(tmp_path, document({"/x": {"get": {**query({"type": "string"}), "operationId": "get_x"}}}))
    arguments = ("--contract", contract, "--out", tmp_path / "out")
    assert codegen(*arguments).stdout == ""
    written(tmp_path, document({"/x": {"get": {"operationId": "get_x", "tags": ["things"], "responses": OK}}}))
    lines = codegen(*arguments).stdout.splitlines()
    assert lines[0].startswith("The contract changed: ")
    assert len(lines) == 2


def test_scaffold_asks_for_a_declared_501(project: Project) -> None:
    """FR-354: a stub answers nothing that its contract does not declare, so none is written."""
    project.change(lambda contract: _tags(contract, declared=False))
    before = (project.folder / SERVICES).read_bytes()
    finished = project.codegen("--scaffold")
    assert finished.returncode == 1
    assert finished.stderr == (
        "contracts/openapi.yaml:1 #/paths/~1api~1{user_id}~1labels/get/responses: 501: "
        "declare it, as the 500 is declared, "
        "for as long as list_labels is a stub\n"
    )
    assert (project.folder / SERVICES).read_bytes() == before


def test_scaffold_writes_a_stub_that_answers_501(project: Project) -> None:
    """FR-354: typed, formatted, mounted; a declared problem; written once; and known for a stub."""
    project.change(_tags)
    finished = project.codegen("--scaffold")
    assert finished.returncode == 0, finished.stderr
    wrote = f"{SERVICES}: wrote a stub of list_labels (GET /api/{{user_id}}/labels). It answers 501 until you write it."
    assert wrote in finished.stdout.splitlines()
    answer = project.python("-c", STUBBED)
    assert answer.returncode == 0, answer.stderr
    status, media_type, problem = json.loads(answer.stdout.splitlines()[-1])
    assert (status, media_type) == (501, "application/problem+json")
    assert problem["type"] == "urn:tasks-api:problem:not-implemented"
    stubbed = (project.folder / SERVICES).read_bytes()
    checks = [project.python("-m", "ruff", *command, SERVICES) for command in (("check",), ("format", "--check"))]
    checks.append(project.python("-m", "mypy", "--cache-dir", ".mypy", "-p", "impl.services"))
    assert [check.returncode for check in checks] == [0, 0, 0], [check.stdout for check in checks]
    again = project.codegen("--scaffold")
    assert (again.returncode, again.stdout) == (0, "No operation is without a method.\n")
    assert (project.folder / SERVICES).read_bytes() == stubbed


def test_scaffold_of_a_new_tag_is_a_new_file(project: Project) -> None:
    """FR-354: a class for an interface that nobody implements, and where to bind it."""

    def change(contract: Json) -> None:
        _tags(contract)
        contract["tags"].append({"name": "labels", "description": "Labels."})
        contract["paths"]["/api/{user_id}/labels"]["get"]["tags"] = ["labels"]

    project.change(change)
    finished = project.codegen("--scaffold")
    assert "  Its class is new: bind it in impl/wiring.py and impl/web/app.py." in finished.stdout.splitlines()
    made = project.python("-c", "from impl.services.labels import LabelsService; LabelsService()")
    assert made.returncode == 0, made.stderr
