"""FR-167: of each operation, whether it is implemented and tested, which statuses were seen, and which never."""

import json
import subprocess
from pathlib import Path
from typing import Any

from contracts.coverage.record import Record, read_record
from contracts.coverage.table import table
from contracts.gaps.states import states
from tests.conftest import ROOT
from tests.contracts.codegen.documents import OK, document
from tests.support.document import contract

Json = Any
ANSWERS: Json = {"200": OK["200"], "404": {"description": "No."}, "501": {"description": "Not yet."}}
THREE = document(
    {
        "/a": {"get": {"operationId": "get_a", "responses": ANSWERS}},
        "/b": {"get": {"operationId": "get_b", "responses": ANSWERS}},
        "/c": {"get": {"operationId": "get_c", "responses": OK}},
    }
)


def test_table(tmp_path: Path) -> None:
    """FR-167: counts are of answers, and headers are none."""
    file = tmp_path / "record.json"
    seen = [
        ["get_a", 200, "", 3],
        ["get_a", 200, "ETag", 9],
        ["get_a", 404, "", 1],
        ["get_b", 501, "", 2],
        ["x", 1, "", 1],
    ]
    file.write_text(json.dumps({"ended": "2026-03-01T10:00:00+00:00", "seen": seen}))
    record = read_record(file)
    assert record.ended == "2026-03-01T10:00:00+00:00"
    assert list(table(THREE, {"get_a": "yes", "get_b": "stub"}, record)) == [
        "operation  implemented  tested  seen     never seen",
        "get_a      yes          4       200 404  501",
        "get_b      stub         2       501      200 404",
        "get_c      no           no      -        200",
    ]


def test_without_a_run_nothing_was_seen(tmp_path: Path) -> None:
    """FR-167: no file is no record, and nothing is said to be untested by it."""
    record = read_record(tmp_path / "none.json")
    assert record == Record()
    assert list(table(THREE, {"get_a": "yes"}, record))[1].split() == ["get_a", "yes", "?", "?", "?"]


STUBBED = """
from generated.routers.tasks import TasksApi
from .errors import NotImplementedYet

class Tasks(TasksApi):
    async def list_tasks(self, user_id, *, status="all", priority=None, tag=None, due_after=None, due_before=None,
                         search=None, completed=None, sort="created_at", order="desc", limit=500, cursor=None,
                         if_none_match=None):
        \"\"\"A stub.\"\"\"
        raise NotImplementedYet

    async def get_task(self, user_id, task_id, *, if_none_match=None):
        if task_id:
            raise NotImplementedYet

    async def delete_task(self, user_id):
        raise NotImplementedYet
"""


def test_states(tmp_path: Path) -> None:
    """FR-167: a stub is none that is done; a method that may do something is one."""
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "tasks.py").write_text(STUBBED)
    found = states(ROOT / "generated", tmp_path)
    wanted = {"list_tasks": "stub", "get_task": "yes", "delete_task": "does not fit", "create_task": "no"}
    assert {name: found[name] for name in wanted} == wanted
    assert found["get_liveness"] == "no"


def test_every_operation_of_ours_is_implemented() -> None:
    """FR-167: the command tells of all, and of none that it is a stub."""
    command = [str(ROOT / ".venv" / "bin" / "tasks-api"), "contract", "coverage"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    rows = [line.split()[:2] for line in finished.stdout.partition("\n\n")[0].splitlines()[1:]]
    assert sorted(rows) == sorted([operation.id, "yes"] for operation in contract().operations)
