"""Schemathesis against `tasks-api serve`: every phase and every check, nothing accepted beforehand.

`MAX_EXAMPLES` is the number of examples of each operation (50 unless set), `SEED` the seed (1 unless set; 0 for a
new one). `make fuzz` runs this with a thousand and a new seed.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

from schemathesis.checks import CHECKS, load_all_checks

from tests.fuzzing import checks
from tests.fuzzing.fuzzing import configuration, identities, settings
from tests.support.application import server
from tests.support.document import CONTRACT, contract

EXAMPLES = os.environ.get("MAX_EXAMPLES", "50")
SEED = os.environ.get("SEED", "1")
PHASES = ("Examples", "Coverage", "Fuzzing", "Stateful")


def test_server_keeps_the_contract(database_url: str, tmp_path: Path) -> None:
    """FR-044: no check fails in any phase, and every operation is tested."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration(tmp_path))]
    seed = [] if SEED == "0" else ["--seed", SEED]
    environment = {**os.environ, **identities(tmp_path), "PYTHONPATH": str(CONTRACT.parents[1])}
    with server(database_url, tmp_path / "server.log") as url:
        arguments = ["--url", url, "--max-examples", EXAMPLES, "--no-color", *seed]
        done = subprocess.run(
            [*command, "run", str(CONTRACT), *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    print(done.stdout, done.stderr)
    assert done.returncode == 0, "Schemathesis found failures; its report is above."
    assert re.search(rf"Tested: {len(contract().operations)}$", done.stdout, re.MULTILINE)
    assert all(f"✅ {phase}" in done.stdout for phase in PHASES)


def test_nothing_is_switched_off() -> None:
    """FR-044: every check that this version of Schemathesis has is on, with our own, and so is every phase."""
    configured = settings()
    load_all_checks()
    assert configured["checks"] == {"enabled": True}
    assert configured["phases"]["enabled"] is True
    assert {check.__name__ for check in checks.CHECKS} <= set(CHECKS.get_all_names())
    assert not re.findall(r"False|baseline|exclude|suppress", repr(configured))
