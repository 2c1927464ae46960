"""Makes the environments from the lock file, once; several may ask at the same time.

python3 .ci/setup.py            .venv: the server, its checks and tests
python3 .ci/setup.py codegen    and .venv-codegen: the router generator (specs/adr/0002); and, where there is Node, the
                                packages of the client's generator (specs/adr/0013)
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".ci" / "uv.txt"


def main() -> None:
    if sys.version_info < (3, 11):
        found = sys.version.split()[0]
        sys.exit(f"Python 3.11 or newer is needed; {sys.executable} is {found}. Try: make PYTHON=python3.12")
    inputs = b"".join(
        (ROOT / name).read_bytes() for name in ("pyproject.toml", "uv.lock", ".ci/setup.py", ".ci/uv.txt")
    )
    state = hashlib.sha256(inputs + str(ROOT).encode()).hexdigest()
    with (ROOT / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure(".venv", ["--all-extras"], state)
        if "codegen" in sys.argv[1:]:
            ensure(".venv-codegen", ["--only-group", "routers"], state)
            ensure_packages(ROOT / "contracts" / "codegen" / "typescript")


def ensure(name: str, groups: list[str], state: str) -> None:
    """Bring an environment to the lock file, unless it is there."""
    folder = ROOT / name
    stamp = folder / ".state"
    if stamp.exists() and stamp.read_text() == state:
        return
    print(f"Setting up {name} …", flush=True)
    stamp.unlink(missing_ok=True)
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(folder), "UV_PYTHON": sys.executable}
    environment.pop("VIRTUAL_ENV", None)
    # Compiled once here, whoever may write there later, and whether or not Python is told to keep what it compiles.
    run([uv(), "sync", "--locked", "--quiet", "--compile-bytecode", *groups], environment)
    stamp.write_text(state)


def ensure_packages(project: Path) -> None:
    """Bring the packages of Node to the lock file, unless they are there. Nobody needs them but CI."""
    lock, stamp, npm = project / "package-lock.json", project / "node_modules" / ".state", shutil.which("npm")
    if npm is None or (stamp.exists() and stamp.read_bytes() == lock.read_bytes()):
        return
    print(f"Setting up {project.relative_to(ROOT)} …", flush=True)
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--silent"]
    if subprocess.run(install, cwd=project, check=False).returncode == 0:  # noqa: S603 - our own tools
        shutil.copyfile(lock, stamp)
    elif os.environ.get("CI") == "true":
        sys.exit(f"setting up failed: {' '.join(install)}")
    else:
        print("npm could not install them, so the TypeScript client will be left as it is.", flush=True)


def uv() -> str:
    """The lock file's tool, in an environment of its own, which it so can't remove."""
    folder = ROOT / ".venv-uv"
    program = folder / "bin" / "uv"
    stamp = folder / ".state"
    if not (stamp.exists() and stamp.read_text() == UV.read_text()):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)], dict(os.environ))
        pip = [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        run([*pip, "--require-hashes", "--requirement", str(UV)], dict(os.environ))
        stamp.write_text(UV.read_text())
    return str(program)


def run(command: list[str], environment: dict[str, str]) -> None:
    finished = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603 - our own tools
    if finished.returncode != 0:
        sys.exit(f"setting up failed: {' '.join(command)}")


if __name__ == "__main__":
    main()
