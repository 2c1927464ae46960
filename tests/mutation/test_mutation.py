"""`make mutate` on a small project: a change that no test notices is told by file and line."""

import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.mutation.__main__ import main
from tests.mutation.rooms import files_of_tests
from tests.mutation.touched import modules_in, touched_since

SOURCE = '''\
"""A quota."""


class Quota:
    def left(self, taken: int) -> int:
        return 9 - taken


class Limit:
    # Every value counts.
    def left(self, taken: int) -> bool:
        most = 9
        return taken < most
'''
TEST = """\
from impl.quotas.limit import Limit, Quota


def test_limit() -> None:
    assert Limit().left(1)
    assert not Limit().left(10)  # neither 9 nor 10 is tried as the most


def test_quota() -> None:
    assert Quota().left(1) == 8
"""


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one module, its test, a test of something else, and its history; pytest without our plugins."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    for name, text in {
        "impl/__init__.py": "",
        "impl/quotas/__init__.py": "",
        "impl/quotas/limit.py": SOURCE,
        "tests/__init__.py": "",
        "tests/test_limit.py": TEST,
        "tests/test_other.py": "def test_other() -> None:\n    assert True\n",
        ".gitignore": ".data\n.venv\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    _git(tmp_path, "init", "--initial-branch=main")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-m", "Begin")
    return tmp_path


def test_survivors_are_told(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """By file and line, with the changed line, and the exit code says that there are some."""
    assert main(["impl/quotas"], project) == 1
    lines = capfd.readouterr().out.splitlines()
    assert lines == [
        "Mutating impl/quotas/__init__.py, impl/quotas/limit.py",
        "with tests/test_limit.py",
        "impl/quotas/limit.py:12",
        "    - most = 9",
        "    + most = 10",
        "impl/quotas/limit.py:13",
        "    - return taken < most",
        "    + return taken <= most",
        "2 changes survived; 0 functions are not called.",
    ]
    assert (project / "impl/quotas/limit.py").read_text() == SOURCE
    assert [*(project / ".data").iterdir()] == []


def test_nothing_survives(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A test at the edge notices both, and what changed since a revision is what is mutated."""
    edge = "\n\ndef test_edge() -> None:\n    assert Limit().left(8)\n    assert not Limit().left(9)\n"
    (project / "tests/test_limit.py").write_text(TEST + edge)
    assert main([], project) == 0
    assert capfd.readouterr().out == "There is no module to mutate.\n"
    (project / "impl/quotas/limit.py").write_text(SOURCE + "\n")
    assert main(["--since", "main"], project) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "0 changes survived; 0 functions are not called."


def test_no_test_at_all(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It can't be told."""
    (project / "tests/test_limit.py").unlink()
    assert main(["impl/quotas/limit.py"], project) == 2
    assert capfd.readouterr().err == "No test imports what impl/quotas/limit.py belong to.\n"


def test_what_a_change_touches(project: Path) -> None:
    """Modules that were changed or added, committed or not; no tests, and none that are gone."""
    _git(project, "checkout", "-b", "work")
    (project / "impl/quotas/added.py").write_text("")
    (project / "impl/new.py").write_text("")
    (project / "tests/test_new.py").write_text("")
    (project / "impl/quotas/limit.py").unlink()
    _git(project, "add", "impl/new.py")
    _git(project, "commit", "-m", "Add")
    assert touched_since(project, "main") == ["impl/new.py", "impl/quotas/added.py"]


def test_rooms_of_ours() -> None:
    """The tests of a room are found by what they import, themselves or by the fixtures beside them."""
    assert {"tests/impl/limits/test_memory.py", "tests/impl/limits/test_shared.py"} <= files_of_tests(
        ROOT, ["impl/limits/memory.py"]
    )
    assert "tests/contracts/diff/test_soundness.py" in files_of_tests(
        ROOT, ["contracts/diff/compare/schemas/conditions.py"]
    )
    assert "tests/impl/storage/test_plans.py" in files_of_tests(ROOT, ["impl/storage/tasks.py"])
    assert "tests/contracts/diff/test_soundness.py" not in files_of_tests(
        ROOT, ["impl/limits/memory.py", "impl/settings.py"]
    )
    assert "impl/limits/memory.py" in modules_in(ROOT, ["impl/limits"])
