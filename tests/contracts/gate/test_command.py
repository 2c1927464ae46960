"""FR-164: `tasks-api contract gate` on this project and on copies of it that break its rules."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from contracts.document.load import load
from contracts.gate.published import FOLDER, versions
from tests.conftest import ROOT
from tests.contracts.codegen.project import Project
from tests.support.document import CONTRACT

pytestmark = pytest.mark.slow

GATE = ("-c", "from impl.cli import main; main()", "contract", "gate")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_our_contract_may_land() -> None:
    """FR-164: what is here passes, or CI is red."""
    command = [str(ROOT / ".venv" / "bin" / "tasks-api"), "contract", "gate"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")


def test_package_has_the_version_of_the_contract() -> None:
    """FR-164: the build reads it from there."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert configuration["project"]["dynamic"] == ["version"]
    where = configuration["tool"]["hatch"]["version"]
    found = re.findall(where["pattern"], (ROOT / where["path"]).read_text(encoding="utf-8"))
    assert found == [load(CONTRACT)["info"]["version"]]


def test_a_change_is_drafted_and_raised(project: Project) -> None:
    """FR-164: the gate names what lacks, writes the entry, and then asks for the version alone."""
    last = versions(project.folder / FOLDER)[-1]

    def less(contract: dict[str, Any]) -> None:
        del contract["paths"]["/api/{user_id}/tasks/{task_id}/complete"]
        contract["info"]["version"] = str(last)

    project.change(less)
    assert project.codegen().returncode == 0
    refused = project.python(*GATE)
    assert refused.returncode == 1
    version, *silent = refused.stderr.splitlines()
    assert "asks for" in version
    assert len(silent) == 1
    path = "/api/{user_id}/tasks/{task_id}/complete"
    gone = f"PATCH {path} is gone, and was not deprecated."
    at = f"#/paths/{path.replace('/', '~1')}/patch"
    assert re.sub(r":\d+ #", ":1 #", silent[0]).startswith(
        f"CHANGELOG.md:6: Unreleased does not tell: {gone} (contracts/published/{last}.yaml:1 {at}) "
        f"Name `complete_task`, `PATCH {path}` in one entry, or "
    )
    drafted = project.python(*GATE, "--draft")
    assert (drafted.returncode, drafted.stderr.splitlines()) == (1, [version])
    entry = f"\n- **Breaking.** `complete_task`: {gone}\n"
    assert entry in (project.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    raised = version.partition("asks for ")[2].partition(" ")[0]
    project.change(lambda contract: contract["info"].update(version=raised))
    stale = project.python(*GATE)
    assert stale.stderr == "generated/ is not what the contract gives. Run ./codegen.sh.\n"
    assert project.codegen().returncode == 0
    passed = project.python(*GATE)
    assert passed.returncode == 0
    # The contract may have other changes that are not published yet.
    assert passed.stdout.startswith(f"{raised} may follow {last}: 1 breaking")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("latest.yaml", "its name is no version"),
        ("9.0.0.yaml", "is of version "),
    ],
)
def test_published_contract_that_is_none(project: Project, name: str, says: str) -> None:
    """FR-164: what was published is what it says."""
    first = versions(ROOT / FOLDER)[0]
    folder = project.folder / FOLDER
    (folder / name).write_bytes((folder / f"{first}.yaml").read_bytes())
    finished = project.python(*GATE)
    assert finished.returncode == 2
    assert finished.stderr.startswith(f"tasks-api: contracts/published/{name}: {says}")


def test_waivers_that_can_not_be_read(project: Project) -> None:
    """FR-164: one line."""
    (project.folder / "contracts" / "waivers.yaml").write_text("- {reason: why}\n", encoding="utf-8")
    finished = project.python(*GATE)
    assert finished.returncode == 2
    assert finished.stderr == (
        "tasks-api: contracts/waivers.yaml:1 #/0: needs a fingerprint, a reason, and the day on which it expires.\n"
    )
