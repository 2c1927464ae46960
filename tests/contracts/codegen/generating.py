"""Generates packages once for all the workers of a run, and imports and type-checks them."""

import fcntl
import inspect
import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from contracts.codegen.__main__ import main
from tests.conftest import ROOT


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that the workers of a run share, on Python's path."""
    base = factory.getbasetemp()
    folder = (base.parent if base.name.startswith("popen-gw") else base) / name
    folder.mkdir(exist_ok=True)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    return folder


def generated(folder: Path, package: str, contract: Path, *options: str) -> Path:
    """The package of a contract, made by whoever comes first."""
    out = folder / package
    with _alone(folder / f"{package}.lock"):
        if not out.exists():
            finished = codegen("--contract", contract, "--out", out, *options)
            assert finished.returncode == 0, finished.stdout + finished.stderr
    return out


def codegen(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """What ./codegen.sh does with arguments, in this process, which has loaded the generator already."""
    command = [str(argument) for argument in arguments]
    output, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(output), redirect_stderr(errors):
        code = main(command)
    return subprocess.CompletedProcess(command, code, output.getvalue(), errors.getvalue())


def type_errors(folder: Path, *targets: str) -> list[str]:
    """What `mypy --strict` says of packages, modules or files in a folder, a line each: `file:line: error: …`."""
    python = Path(sys.executable)
    cache = ROOT / ".mypy_cache" / "tests"
    cache.mkdir(parents=True, exist_ok=True)
    options = ["--strict", "--hide-error-context", "--no-error-summary", "--no-pretty", "--no-color-output"]
    places = [f"--config-file={ROOT / 'pyproject.toml'}", f"--cache-dir={cache}"]
    with _alone(cache / "lock"):
        finished = subprocess.run(
            [python.parent / "mypy", *options, *places, *targets],
            cwd=folder,
            env={"MYPYPATH": f"{folder}:{ROOT}", "PATH": str(python.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert finished.returncode in (0, 1), finished.stdout + finished.stderr
    return finished.stdout.splitlines()


def positional(interface: type, operation: str) -> list[str]:
    """The names of the arguments that a method of an interface is given by their order."""
    _, *parameters = inspect.signature(getattr(interface, operation)).parameters.values()
    return [parameter.name for parameter in parameters if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
