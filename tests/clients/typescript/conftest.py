"""A project of a frontend team: the client as it is packed, TypeScript, and the tests beside them."""

import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.node import install

HERE = Path(__file__).parent
CLIENT = ROOT / "generated" / "typescript"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with everything that a frontend team would have in it."""

    folder: Path

    @property
    def client(self) -> Path:
        """The client, where npm would put it."""
        return self.folder / "node_modules" / "tasks-api-client"

    def run(
        self, program: str, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program of the project's packages, or of Node."""
        own = self.folder / "node_modules" / ".bin" / program
        command = [str(own) if own.exists() else program, *arguments]
        folder = self.folder
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

    def compile(self) -> list[str]:
        """What the compiler says of the tests, into `out/`; nothing if all is well."""
        finished = self.run("tsc", "--pretty", "false", "--project", ".")
        return [line for line in finished.stdout.splitlines() if line]


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tarball that `npm pack` makes, without Node's help if there is none to be had: the tests are skipped then."""
    folder = tmp_path_factory.mktemp("packed")
    install(HERE, folder, "nobody tries the TypeScript client")
    shutil.copytree(CLIENT, folder / "packing")
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder / "packing")
    command = ["npm", "pack", str(folder / "packing"), "--pack-destination", str(folder), "--silent"]
    return folder / subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="session")
def project(packed: Path) -> Project:
    """The project, not yet compiled."""
    project = Project(packed.parent)
    with tarfile.open(packed) as tar:
        tar.extractall(project.folder, filter="data")
    (project.folder / "package").rename(project.client)
    for name in ("suite", "types"):
        shutil.copytree(HERE / name, project.folder / name)
    for name in ("tsconfig.json", "commonjs.json", "commonjs.cts"):
        shutil.copy(HERE / name, project.folder)
    return project
