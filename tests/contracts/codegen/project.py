"""A copy of this project, whose contract a test may change and generate from."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contracts.document.parse import parse
from tests.conftest import ROOT
from tests.contracts.codegen.documents import written

Json = Any


class Project:
    """Contract, generator, what was generated, and the implementation; with the environments of the original."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("contracts", "generated", "impl"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        for name in ("codegen.sh", "pyproject.toml", "CHANGELOG.md"):
            shutil.copy(ROOT / name, folder)
        for name in (".venv", ".venv-codegen"):
            (folder / name).symlink_to(ROOT / name)
        # What is not released yet is no change of the test's.
        version = parse(self.contract.read_text(encoding="utf-8"))["info"]["version"]
        shutil.copy(self.contract, folder / "contracts" / "published" / f"{version}.yaml")
        packages = Path("contracts") / "codegen" / "typescript" / "node_modules"
        if (ROOT / packages).exists():
            (folder / packages).symlink_to(ROOT / packages)

    @property
    def contract(self) -> Path:
        """The file that is generated from."""
        return self.folder / "contracts" / "openapi.yaml"

    def change(self, change: Callable[[Json], None]) -> None:
        """Change the contract. It is written as JSON, which is YAML."""
        contract = parse(self.contract.read_text(encoding="utf-8"))
        change(contract)
        written(self.folder, contract).replace(self.contract)

    def codegen(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """./codegen.sh, in the folder."""
        command = [str(self.folder / "codegen.sh"), *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    def python(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Python, with the packages of the folder before those of the original."""
        environment = {**os.environ, "PYTHONPATH": f"{self.folder}{os.pathsep}{ROOT}"}
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
