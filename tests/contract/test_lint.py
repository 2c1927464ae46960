"""The contract keeps the recommended rules of Redocly CLI, which is pinned in `node/`.

Without Node or the package registry this is skipped, unless `CI` says that it must not be.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.contract.document import CONTRACT

NODE = Path(__file__).with_name("node")
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def _give_up(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def redocly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Redocly CLI, installed from the lock file into a folder of its own."""
    folder = tmp_path_factory.mktemp("node")
    npm = shutil.which("npm")
    if npm is None:
        _give_up("Node is not installed, so the contract is not linted.")
        raise AssertionError
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NODE / name, folder)
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        _give_up(f"npm could not install Redocly CLI, so the contract is not linted: {done.stderr}")
    return folder / "node_modules" / ".bin" / "redocly"


def _problems(redocly: Path, document: Path) -> list[str]:
    command = [str(redocly), "lint", str(document), "--extends=recommended", "--format=json"]
    done = subprocess.run(command, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout[done.stdout.index("{") :])
    return [f"{one['severity']} {one['ruleId']}: {one['message']}" for one in report["problems"]]


def test_contract_keeps_the_recommended_rules(redocly: Path) -> None:
    """FR-033: no error and no warning."""
    assert _problems(redocly, CONTRACT) == []


def test_a_broken_rule_is_found(redocly: Path, tmp_path: Path) -> None:
    """FR-033: the linter sees a document in which a rule is broken."""
    broken = tmp_path / "openapi.yaml"
    broken.write_text(CONTRACT.read_text(encoding="utf-8").replace("      summary: List tasks\n", ""), encoding="utf-8")
    assert [problem.split(":")[0] for problem in _problems(redocly, broken)] == ["error operation-summary"]
