"""FR-335: generated code of another contract or generator stops a start in development, by content."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contracts.codegen.inputs import LISTING, StaleCode, listing, prove_generated
from tests.conftest import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the contract, the generator and what was generated; the server's code is the original's."""
    for name in ("contracts", "generated"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    return tmp_path


def _change(file: Path) -> None:
    file.write_text(f"{file.read_text(encoding='utf-8')}\n# changed\n", encoding="utf-8")


def test_our_own_is_fresh() -> None:
    """FR-335: and `sha256sum` reads the listing."""
    prove_generated(ROOT / "generated")
    checked = subprocess.run(
        ["sha256sum", "--check", "--quiet", str(Path("generated") / LISTING)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("name", ["contracts/openapi.yaml", "contracts/codegen/inputs.py"])
def test_changed_content_is_stale(project: Path, name: str) -> None:
    """FR-335: of the contract and of the generator; the time of a file says nothing."""
    for file in (project / "contracts").rglob("*.*"):
        os.utime(file, (2_000_000_000, 2_000_000_000))
    prove_generated(project / "generated")
    _change(project / name)
    with pytest.raises(StaleCode) as stale:
        prove_generated(project / "generated")
    assert str(stale.value) == f"generated/ is stale: {name} changed since it was generated. Run ./codegen.sh."


def test_files_come_and_go(project: Path) -> None:
    """FR-335: a file more or less is a change too; three are named."""
    folder = project / "contracts" / "document"
    files = sorted(folder.glob("*.py"))
    for file in files[1:5]:
        file.unlink()
    (folder / "a.py").touch()
    with pytest.raises(
        StaleCode,
        match=rf": contracts/document/a.py, contracts/document/{files[1].name}, .* and 2 more files changed since",
    ):
        prove_generated(project / "generated")


def test_what_was_made_elsewhere_is_taken_as_it_is(project: Path) -> None:
    """FR-335: without a listing, or without a contract beside it, nothing is known."""
    _change(project / "contracts" / "openapi.yaml")
    (project / "generated" / LISTING).unlink()
    prove_generated(project / "generated")
    (project / "generated" / LISTING).write_text(listing(ROOT), encoding="utf-8")
    shutil.rmtree(project / "contracts")
    prove_generated(project / "generated")


@pytest.mark.parametrize(
    ("command", "environment", "says"),
    [
        ("serve", {}, "tasks-api: generated/ is stale: "),
        ("mock", {}, "tasks-api: generated/ is stale: "),
        # It is not asked, and goes on to what production lacks.
        (
            "serve",
            {"TASKS_ENVIRONMENT": "production", "DATABASE_URL": "postgresql://a@127.0.0.1:1/b"},
            "tasks-api: TASKS_",
        ),
    ],
)
def test_start_in_development(project: Path, command: str, environment: dict[str, str], says: str) -> None:
    """FR-335: `serve` and the mock end with a sentence; production takes what is packaged."""
    _change(project / "contracts" / "openapi.yaml")
    paths = {"PYTHONPATH": f"{project}{os.pathsep}{ROOT}", "PATH": os.environ["PATH"], "TASKS_PORT": "0"}
    program = f"import sys; sys.argv[1:] = ['{command}']; from impl.cli import main; main()"
    started = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=project,
        env={**paths, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == 1
    assert started.stderr.splitlines()[-1].startswith(says)
