"""FR-178, FR-180: the TypeScript suite, written by a frontend's hand, passes on the server and on the mock of it."""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.clients.mock.running import mock
from tests.clients.typescript.conftest import Project
from tests.support.application import PLENTY, SECRET, server
from tests.support.document import Document, Json, contract

pytestmark = pytest.mark.slow

READS = 40
SETTINGS = {"TASKS_RATE_READS": f"{READS}/minute"}


@pytest.fixture(scope="module")
def compiled(project: Project) -> Project:
    """The project, its suite ready to run on Node."""
    assert project.compile() == []
    (project.folder / "examples.json").write_text(json.dumps(list(_shown(contract()))), encoding="utf-8")
    return project


def _shown(document: Document) -> Iterator[Json]:
    """What the contract shows of every status of every operation."""
    for operation in document.operations:
        for status, node in operation.raw["responses"].items():
            response = document.resolve(node)
            headers = {name: document.resolve(header) for name, header in response.get("headers", {}).items()}
            fields = {name: str(header["example"]) for name, header in headers.items()}
            body = None
            for media_type, media in response.get("content", {}).items():
                fields["Content-Type"] = media_type
                body = media.get("example") or document.resolve(next(iter(media["examples"].values())))["value"]
            yield {"operation": operation.id, "status": int(status), "headers": fields, "body": body}


@contextmanager
def _serving(kind: str, log: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if kind == "server":
        with server(request.getfixturevalue("database_url"), log, **SETTINGS) as url:
            yield url
    else:
        limits = {"TASKS_RATE_ADDRESS": PLENTY, "TASKS_RATE_WRITES": PLENTY, "TASKS_JWT_SECRET": SECRET, **SETTINGS}
        with mock(log.parent, **limits) as served:
            yield served.url


def _failures(project: Project, url: str, called: Path) -> list[str]:
    """Run the suite; the names of the tests that fail. All that Node says is printed."""
    files = [str(path) for path in sorted((project.folder / "out" / "suite").glob("*.test.js"))]
    settings = {"TASKS_URL": url, "TASKS_SECRET": SECRET, "TASKS_CALLED": str(called), "TASKS_READS": str(READS)}
    called.touch()
    command = ["--test", "--test-reporter=tap", *files]
    finished = project.run("node", *command, environment={**os.environ, **settings})
    print(finished.stdout, finished.stderr)
    failures = re.findall(r"^ *not ok \d+ - (.*)$", finished.stdout, re.MULTILINE)
    assert bool(finished.returncode) == bool(failures)
    return failures


def _answered(called: Path) -> dict[str, set[int]]:
    """The statuses with which each operation has answered."""
    statuses: dict[str, set[int]] = defaultdict(set)
    for line in called.read_text(encoding="utf-8").splitlines():
        operation, status = line.split()
        statuses[operation].add(int(status))
    return statuses


def _not_called(called: Path) -> list[str]:
    """A sentence for each operation of the contract that has not succeeded in the run."""
    answered = _answered(called)
    return [
        f"{one.place}: {one.id} is not called with success. Call it in a file of tests/clients/typescript/suite/."
        for one in contract().operations
        if not any(200 <= status < 300 for status in answered[one.id])
    ]


@pytest.mark.parametrize("kind", ["server", "mock"])
def test_the_suite_passes(compiled: Project, tmp_path: Path, request: pytest.FixtureRequest, kind: str) -> None:
    """FR-178, FR-180, FR-352: every operation is called, and all that frontends rely on holds; FR-440: what got lost;
    FR-178: broken answers and paths; FR-444: pages and versions; FR-443: tokens and middleware; FR-444: in camelCase;
    FR-445: TanStack Query; FR-447: Mock Service Worker; FR-177, FR-440,
    FR-445: answers, pauses and writes; FR-480: zod."""
    with _serving(kind, tmp_path / "log", request) as url:
        assert _failures(compiled, url, tmp_path / "called") == []
    assert _not_called(tmp_path / "called") == []
    statuses = set[int]().union(*_answered(tmp_path / "called").values())
    assert {200, 201, 204, 304, 400, 401, 403, 404, 412, 413, 415, 422, 429} <= statuses
