"""FR-168: the workflows of both sides call what is there."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from contracts.commands import contract
from tests.conftest import ROOT

Json = Any
OURS, THEIRS = ROOT / ".github" / "workflows" / "contract.yml", ROOT / "specs" / "consumer-ci.yml"


def _scripts(file: Path) -> str:
    workflow: Json = yaml.safe_load(file.read_text(encoding="utf-8"))
    return "\n".join(step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step)


@pytest.mark.parametrize("file", [OURS, THEIRS], ids=["ours", "theirs"])
def test_commands_are_there(file: Path) -> None:
    """FR-168: targets of make, and commands of ours with their options."""
    scripts = _scripts(file)
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"\bmake (?:-C tasks-api )?([a-z-]+)", scripts)) <= set(targets)
    commands: Json = get_command(contract)
    called = re.findall(r"tasks-api contract ([a-z]+)(.*)", scripts)
    assert called
    for name, arguments in called:
        options = {option for parameter in commands.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", arguments)) <= options


def test_ours_gates_fuzzes_and_publishes() -> None:
    """FR-168: nothing is published that was not gated and fuzzed."""
    workflow: Json = yaml.safe_load(OURS.read_text(encoding="utf-8"))
    assert set(workflow["jobs"]) == {"gate", "fuzz", "publish"}
    assert workflow["jobs"]["publish"]["needs"] == ["gate", "fuzz"]
    for called in ("./codegen.sh --check", "contract lint", "contract gate", "make fuzz", "make release-contract"):
        assert called in _scripts(OURS)


def test_theirs_pins_diffs_regenerates_and_type_checks() -> None:
    """FR-168: by what the repository of the API has; tests/clients/consumer/ runs it."""
    for called in ("sha256sum --check", "contract diff", "codegen.sh", "make -C tasks-api client", "tsc --noEmit"):
        assert called in _scripts(THEIRS)


def test_theirs_pins_what_is_published() -> None:
    """FR-168: the version that it shows is there, and has the digest that it shows."""
    environment: Json = yaml.safe_load(THEIRS.read_text(encoding="utf-8"))["env"]
    published = ROOT / "contracts" / "published" / f"{environment['PINNED']}.yaml"
    assert hashlib.sha256(published.read_bytes()).hexdigest() == environment["CONTRACT_SHA256"]
