"""Node packages from a lock file, for the tests that need them.

Without Node or the package registry these tests are skipped; if CI is true, they fail.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


def install_once(project: Path, purpose: str) -> Path:
    """Install the packages of `project` unless an earlier run has, and return their folder. May skip or fail the
    test."""
    lock = hashlib.sha256((project / "package-lock.json").read_bytes()).hexdigest()
    folder = ROOT / ".data" / "node" / f"{project.name}-{lock[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not done.exists():
            install(project, folder, purpose)
            done.touch()
    return folder / "node_modules"


def install(project: Path, folder: Path, purpose: str) -> Path:
    """Install the packages of `project` into `folder`, and return their folder. Skips or fails the test if it can't."""
    npm = shutil.which("npm")
    if npm is None:
        skip_or_fail(f"Node is not installed, so {purpose}.")
        raise AssertionError
    for name in ("package.json", "package-lock.json"):
        shutil.copy(project / name, folder)
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        skip_or_fail(f"npm could not install what is needed, so {purpose}: {done.stderr}")
    return folder / "node_modules"


def skip_or_fail(reason: str) -> None:
    """Skip the test; fail it if CI is true."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
