"""The stock generators, in environments of their own: packages of Node and of Python, pinned with hashes."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.support.node import install_once, skip_or_fail

HERE = Path(__file__).parent
_UV = ROOT / ".venv-uv" / "bin" / "uv"


class Tools:
    """Where the programs of the generators are. Making it may skip the test, and fails it in CI."""

    def __init__(self) -> None:
        self.python = _install_python_once()
        self.packages = install_once(HERE, "no stock generator is tried")
        path = [str(self.packages / ".bin"), str(self.python), os.environ["PATH"]]
        # The Node of the environment, and of no other version.
        self.environment = {**os.environ, "PATH": os.pathsep.join(path), "NO_COLOR": "1"}

    def run(self, folder: Path, *command: str, **variables: str) -> str:
        """Run a program in a folder; return what it says. It has to succeed."""
        environment = {**self.environment, **variables}
        done = subprocess.run(
            [self.path(command[0]), *command[1:]],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def path(self, program: str) -> str:
        """The path of a program."""
        found = shutil.which(program, path=self.environment["PATH"])
        assert found is not None, program
        return found


def _install_python_once() -> Path:
    """Install the packages of Python unless an earlier run has, and return the folder of their programs."""
    requirements = HERE / "requirements.txt"
    lock = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    folder = ROOT / ".data" / "python" / f"{HERE.name}-{lock[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not done.exists():
            venv = str(folder / "venv")
            for command in (
                ["venv", "--quiet", "--clear", "--python", sys.executable, venv],
                ["pip", "sync", "--quiet", "--require-hashes", "--python", venv, str(requirements)],
            ):
                finished = subprocess.run([str(_UV), *command], capture_output=True, text=True, check=False)
                if finished.returncode:
                    skip_or_fail(f"uv could not install them, so no stock generator is tried: {finished.stderr}")
            done.touch()
    return folder / "venv" / "bin"
