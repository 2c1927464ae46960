"""FR-041: a method that stands for an operation and is no coroutine is named as that, and not as missing."""

from pathlib import Path

from contracts.gaps.gaps import Kind, find_gaps
from tests.conftest import ROOT

SERVICE = """
from generated.routers.tasks import TasksApi


class Tasks(TasksApi):
    async def get_task(self, user_id, task_id, *, if_none_match=None):
        return await self.kept(task_id)

    def complete_task(self, user_id, task_id, *, if_match=None):
        return None

    def kept(self, task_id):
        return None
"""


def test_generator_names_it(tmp_path: Path) -> None:
    """FR-041: with its line, and what to write; a helper that is no operation is nobody's affair."""
    (tmp_path / "services").mkdir()
    (tmp_path / "services" / "tasks.py").write_text(SERVICE)
    found = {gap.wanted.id: gap for gap in find_gaps(ROOT / "generated", tmp_path) if gap.wanted is not None}
    assert "get_task" not in found
    gap = found["complete_task"]
    assert (gap.kind, gap.sentence) == (
        Kind.MISFIT,
        "Tasks.complete_task does not fit complete_task (PATCH /api/{user_id}/tasks/{task_id}/complete): "
        "line 9 has `def` where it has to be `async def`",
    )
    assert gap.signature is not None
    assert gap.signature.startswith("async def complete_task(self, ")
    assert (found["delete_task"].kind, found["delete_task"].sentence) == (
        Kind.MISSING,
        "Tasks does not implement delete_task (DELETE /api/{user_id}/tasks/{task_id})",
    )
