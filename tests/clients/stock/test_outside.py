"""FR-471: Schemathesis, as anybody has it, finds nothing with the configuration that is published with the contract."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.application import token
from tests.support.document import contract

pytestmark = pytest.mark.slow

CONFIGURATION = ROOT / "contracts" / "schemathesis.toml"


def test_schemathesis_from_outside_is_clean(url: str, tmp_path: Path) -> None:
    """FR-471: on the document that the server serves, with a token, and nothing of this repository but the file."""
    program = str(Path(sys.executable).with_name("schemathesis"))
    command = [program, "--config-file", str(CONFIGURATION), "run", f"{url}/openapi.yaml"]
    done = subprocess.run(
        [*command, "--max-examples", "15", "--seed", "1", "--no-color"],
        cwd=tmp_path,
        env={**os.environ, "TASKS_TOKEN": token("ada")},
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout, done.stderr)
    assert done.returncode == 0
    assert "No issues found" in done.stdout
    assert re.search(rf"Tested: {len(contract().operations)}$", done.stdout, re.MULTILINE)
    assert all(f"✅ {phase}" in done.stdout for phase in ("Examples", "Coverage", "Fuzzing", "Stateful"))


def test_every_check_is_on() -> None:
    """FR-471: nothing is switched off in it, and no server error is expected of it."""
    configured = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))
    assert configured["phases"] == {"enabled": True}
    assert configured["checks"].keys() == {"enabled", "positive_data_acceptance"}
    assert not re.findall(r"False|baseline|exclude|suppress|'500'", repr(configured))
    ids = {one["include-operation-id"] for one in configured["operations"]}
    assert ids <= {one.id for one in contract().operations}
