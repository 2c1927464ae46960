"""FR-354: `./codegen.sh --scaffold` writes a whole resource, which is typed, starts, and keeps users apart."""

import json
from pathlib import Path
from typing import Any

import pytest

from impl.migrations.current import newest
from tests.contracts.codegen.project import Project
from tests.contracts.gaps.comments import FLAT, OF_TASK, add_comments
from tests.impl.migrations.numbers import after
from tests.support.databases import empty_database, server_url

pytestmark = pytest.mark.slow

Json = Any
PROBLEM = "urn:tasks-api:problem"
HERE = Path(__file__).parent
WRITTEN = (
    "impl/storage/comments.py",
    "impl/services/comments.py",
    f"impl/migrations/versions/{after(newest())}_comments.py",
    "tests/api/test_comments.py",
    "tests/clients/typescript/suite/comments.test.ts",
)


@pytest.fixture(scope="module", params=[False, True], ids=["of a user", "of a task"])
def scaffolded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, bool]:
    """A copy of this project with comments, written by the command alone."""
    project = Project(tmp_path_factory.mktemp("comments"))
    for file in WRITTEN:
        (project.folder / file).parent.mkdir(parents=True, exist_ok=True)
    (project.folder / "tests" / "api" / "__init__.py").touch()
    project.change(lambda contract: add_comments(contract, of_task=request.param))
    finished = project.codegen("--scaffold")
    assert finished.returncode == 0, finished.stderr
    lines = finished.stdout.splitlines()
    assert [line.partition(": wrote ")[0] for line in lines if ": wrote " in line] == list(WRITTEN)
    assert [line for line in lines if ": added " in line] == [
        "impl/storage/errors.py: added its errors.",
        "impl/web/problems.py: added what a client is told of them.",
        "impl/wiring.py: added what provides its service.",
        "impl/web/app.py: added its router.",
    ]
    return project, request.param


def test_nothing_is_left_to_do(scaffolded: tuple[Project, bool]) -> None:
    """FR-354: no stub, nothing for the linter or the formatter; and again changes nothing."""
    project, _ = scaffolded
    files = {file: (project.folder / file).read_text() for file in WRITTEN}
    assert "NotImplemented" not in "".join(files.values())
    for command in (("check",), ("format", "--check")):
        finished = project.python("-m", "ruff", *command, "impl", "tests")
        assert finished.returncode == 0, finished.stdout
    again = project.codegen("--scaffold")
    assert (again.returncode, again.stdout) == (0, "No operation is without a method.\n")
    assert {file: (project.folder / file).read_text() for file in WRITTEN} == files


def test_it_is_typed(scaffolded: tuple[Project, bool]) -> None:
    """FR-354: mypy has nothing to say of the whole implementation."""
    finished = scaffolded[0].python("-m", "mypy", "--cache-dir", ".mypy", "-p", "impl")
    assert finished.returncode == 0, finished.stdout


def test_two_users_use_it(scaffolded: tuple[Project, bool]) -> None:
    """FR-354: on a real PostgreSQL, with the migration that was written; neither sees what is the other's."""
    project, of_task = scaffolded
    with empty_database() as owner:
        arguments = (owner, server_url(owner), OF_TASK if of_task else FLAT)
        finished = project.python(str(HERE / "lives.py"), *arguments)
    assert finished.returncode == 0, finished.stderr
    told = json.loads(finished.stdout.splitlines()[-1])
    for user in ("ada", "bob"):
        _check(told[user], user, of_task=of_task)


def _check(told: list[Json], user: str, *, of_task: bool) -> None:
    if of_task:
        assert told.pop(0) == [404, f"{PROBLEM}:task-not-found"]
        assert told.pop(0)[0] == 201
    (absent, full, short, nul, listed, patched, late, put, unchanged, deleted, gone, rest) = told
    assert absent == gone == [404, f"{PROBLEM}:task-not-found"]
    times = {name: full[1].pop(name) for name in ("created_at", "updated_at")}
    assert full == [
        201,
        {
            "id": 1,
            **({"task_id": 1} if of_task else {}),
            "text": f"of {user}",
            "mood": "it's",
            "labels": ["a"],
            "order": 3,
            "day": "2026-03-01",
            "weight": 1.5,
            "seen": True,
            "version": 1,
        },
    ]
    empty: Json = {"mood": None, "labels": [], "order": None, "day": None, "weight": 1, "seen": False}
    assert short[0] == 201
    assert {**short[1], "id": 2, "text": "short", **empty} == short[1]
    assert nul == [422, f"{PROBLEM}:invalid-request"]
    assert listed == [200, [{**full[1], **times}]]
    assert patched[0] == 200
    assert {**full[1], "mood": None, "version": 2}.items() <= patched[1].items()
    assert late == [412, f"{PROBLEM}:precondition-failed"]
    assert put[0] == 200
    assert {"id": 1, "text": "anew", **empty, "version": 3, "created_at": times["created_at"]}.items() <= put[1].items()
    assert unchanged == [304, None]
    assert deleted == [204, None]
    assert rest == [200, [put[1]]]
