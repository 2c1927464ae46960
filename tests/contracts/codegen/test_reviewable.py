"""FR-300: what is generated from our contract can be read by who reviews a change of it."""

import ast
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

GENERATED = ROOT / "generated"
ROUTER = GENERATED / "routers" / "tasks.py"


def test_router_of_a_tag_is_short() -> None:
    lines = ROUTER.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 800
    assert [line for line in lines if len(line) > 120] == []


def test_operation_is_a_page() -> None:
    """All of `list_tags`: its answers, what it is typed with, the method, the operation and the route."""
    spans = dict(_spans(ast.parse(ROUTER.read_text(encoding="utf-8"))))
    assert spans.keys() == {
        "ListTags200",
        "ListTagsResponse",
        "TasksApi.list_tags",
        "LIST_TAGS",
        "tasks_router.list_tags",
    }
    assert sum(spans.values()) <= 60


@pytest.mark.parametrize("path", sorted(GENERATED.rglob("*.json")), ids=lambda path: path.name)
def test_json_is_written_line_by_line(path: Path) -> None:
    """FR-300: a change of the contract is a line of its document, not all of it."""
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(
    ("path", "value"), [("generated/models.py", "set"), ("uv.lock", "set"), ("contracts/openapi.yaml", "unspecified")]
)
def test_what_is_generated_is_marked(path: str, value: str) -> None:
    """FR-300: a review folds it."""
    command = ["git", "check-attr", "linguist-generated", "--", path]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == f"{path}: linguist-generated: {value}\n"


def _spans(tree: ast.AST, within: str = "") -> Iterator[tuple[str, int]]:
    """What is named for the operation, with its lines; `router.bind` and blank lines are one each besides."""
    for node in ast.iter_child_nodes(tree):
        name = getattr(node, "name", "")
        if isinstance(node, ast.Assign | ast.AnnAssign):
            name = ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
        if name.lower().replace("_", "").startswith("listtags") and isinstance(node, ast.stmt):
            first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
            yield f"{within}{name}", (node.end_lineno or first) - first + 3
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield from _spans(node, f"{name}.")
