"""FR-533: on Citus the server behaves as on PostgreSQL: the tests of the API and of isolation hold there too."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import ROOT
from tests.contracts.coverage import sightings
from tests.support import citus

citus.needed()


@pytest.mark.parametrize("folder", ["tests/api", "tests/isolation"])
def test_suite(coordinator: str, folder: str, tmp_path: Path, subtests: pytest.Subtests) -> None:
    """FR-533: all tests of a folder, in a run of their own; each fails here by its own name."""
    report = tmp_path / "report.xml"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", folder, "-q", "-p", "no:cacheprovider", f"--junitxml={report}"],
        env={**_of_its_own(os.environ), citus.CHOSEN: "yes"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert report.exists(), done.stdout
    cases = [*ET.parse(report).iter("testcase")]
    for case in cases:
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        with subtests.test(name):
            for outcome in case:
                if outcome.tag == "skipped":
                    pytest.skip(outcome.get("message", ""))
                if outcome.tag in ("failure", "error"):
                    pytest.fail(f"{name}\n{outcome.text or outcome.get('message')}", pytrace=False)
    assert cases
    failed = any(case.find(tag) is not None for case in cases for tag in ("failure", "error"))
    assert done.returncode == failed, done.stdout


def _of_its_own(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what makes a process a worker of pytest-xdist, or a part of this run."""
    ours = ("PYTEST_", sightings.FOLDER)
    return {name: value for name, value in environment.items() if not name.startswith(ours)}
