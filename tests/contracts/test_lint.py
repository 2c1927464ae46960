"""The contract keeps the recommended rules of Redocly CLI, which is pinned in `node/`."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.document import CONTRACT
from tests.support.node import install

NODE = Path(__file__).with_name("node")
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


@pytest.fixture(scope="module")
def redocly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Redocly CLI, installed from the lock file into a folder of its own."""
    return install(NODE, tmp_path_factory.mktemp("node"), "the contract is not linted") / ".bin" / "redocly"


def _problems(redocly: Path, document: Path) -> list[str]:
    command = [str(redocly), "lint", str(document), "--extends=recommended", "--format=json"]
    done = subprocess.run(command, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout[done.stdout.index("{") :])
    return [f"{one['severity']} {one['ruleId']}: {one['message']}" for one in report["problems"]]


def test_contract_keeps_the_recommended_rules(redocly: Path) -> None:
    """FR-033: no error and no warning."""
    assert _problems(redocly, CONTRACT) == []
