"""FR-472: the Postman collection of a release runs, as it stands and in its order."""

import json
from pathlib import Path

import pytest

from contracts.diff.read.load import contract_of_file
from contracts.gate.published import Published
from contracts.gate.versions import Version
from contracts.release.parts import COLLECTION, collection
from tests.clients.stock.environment import Tools
from tests.support.application import token
from tests.support.document import CONTRACT, contract

pytestmark = pytest.mark.slow

EXPECTED = [
    ("Create a task", 201),
    ("Create a task: Everything", 201),
    ("List tasks", 200),
    ("List tags", 200),
    ("Get a task", 200),
    ("Update a task", 200),
    ("Update a task: No due date any more", 200),
    ("Patch a task", 200),
    ("Patch a task: No due date any more", 200),
    ("Complete a task, or reopen it", 200),
    ("Delete a task", 204),
    ("Is the process alive?", 200),
    ("Can it serve requests?", 200),
]


@pytest.fixture(scope="module")
def folder(tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the collection is."""
    folder, work = tmp_path_factory.mktemp("collection"), tmp_path_factory.mktemp("work")
    assert collection(Published(Version(0, 0, 0), contract_of_file(CONTRACT)), folder, work) is None
    return folder


def _run(tools: Tools, folder: Path, url: str, key: str) -> list[tuple[str, int, list[str]]]:
    """Each request with the status of its answer and the tests of it that failed."""
    variables = [f"baseUrl={url}", f"bearerToken={key}"]
    options = [text for variable in variables for text in ("--env-var", variable)]
    report = ["--reporters", "json", "--reporter-json-export", "report.json", "--suppress-exit-code"]
    tools.run(folder, "newman", "run", COLLECTION, *options, *report)
    run = json.loads((folder / "report.json").read_text(encoding="utf-8"))["run"]
    for one in run["executions"]:
        assert one["assertions"], one["item"]["name"]
    return [
        (
            one["item"]["name"],
            one["response"]["code"],
            [each["assertion"] for each in one["assertions"] if "error" in each],
        )
        for one in run["executions"]
    ]


def test_all_of_it_passes(tools: Tools, folder: Path, url: str) -> None:
    """FR-472: twice, since what it makes it numbers itself: each operation, with each example of its body."""
    for _ in range(2):
        assert _run(tools, folder, url, token("ada")) == [(*one, []) for one in EXPECTED]
    items = [item for each in json.loads((folder / COLLECTION).read_text())["item"] for item in each["item"]]
    assert [item["name"] for item in items] == [name for name, _ in EXPECTED]
    assert {item["request"]["method"] for item in items} == {one.method for one in contract().operations}


def test_its_tests_can_fail(tools: Tools, folder: Path, url: str) -> None:
    """FR-472: another's token is refused, and each request that needs it says so."""
    failed = {name: tests for name, _, tests in _run(tools, folder, url, token("bob")) if tests}
    assert set(failed) == {name for name, _ in EXPECTED} - {"Is the process alive?", "Can it serve requests?"}
    assert failed["Get a task"] == ["answers 200", "has ETag"]
