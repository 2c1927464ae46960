"""FR-081: a secret that is committed is found, and what is locked can be told to auditors."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

# In parts, so that this file has none.
SECRETS = {
    "private key": "-----BEGIN " + "PRIVATE KEY-----",
    "cloud key": "key = '" + "AKIA" + "IOSFODNN7EXAMPLE'",
    "database": "postgresql://tasks:" + "hunter2@db.example.com/tasks",
    "token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + ".eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg",
}


def _scan(*files: Path) -> int:
    command = [".venv/bin/detect-secrets-hook", "--baseline", ".secrets.baseline", *map(str, files)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_found(tmp_path: Path, secret: str) -> None:
    """Whatever file it is in."""
    file = tmp_path / "notes.txt"
    file.write_text(f"{secret}\n")
    assert _scan(file) == 1


def test_a_placeholder_is_none(tmp_path: Path) -> None:
    """The documentation shows URLs."""
    file = tmp_path / "notes.txt"
    file.write_text("postgresql://user:password@host/name\n")
    assert _scan(file) == 0


def test_nothing_found_is_accepted() -> None:
    """The baseline says how to scan, and forgives nothing."""
    assert json.loads((ROOT / ".secrets.baseline").read_text())["results"] == {}


def test_bill_of_materials(tmp_path: Path) -> None:
    """It names what runs in production, and not what only tests use."""
    uv = [".venv-uv/bin/uv", "export", "--quiet", "--frozen", "--no-default-groups", "--format", "cyclonedx1.5"]
    bill = json.loads(subprocess.run(uv, cwd=ROOT, capture_output=True, check=True).stdout)
    names = {component["name"] for component in bill["components"]}
    assert bill["bomFormat"] == "CycloneDX"
    assert {"fastapi", "asyncpg", "pyjwt", "starlette"} <= names
    assert not {"pytest", "schemathesis", "datamodel-code-generator"} & names
