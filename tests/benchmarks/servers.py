"""The measured servers; each runs alone, with one worker."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from tests.benchmarks.load import SECRET
from tests.benchmarks.programs import stock
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
_PROGRAMS = Path(__file__).parent / "programs"
_PLENTY = "1000000000/minute"
_UVICORN = (sys.executable, "-m", "uvicorn", "--no-access-log", "--log-level", "warning", "--loop", "uvloop")


@dataclass(frozen=True, slots=True)
class Server:
    """How to start a server on a port, in a folder that `prepare` may fill."""

    name: str
    command: Callable[[int], list[str]]
    environment: Mapping[str, str]
    prepare: Callable[[Path], None] = lambda _: None
    checkout: Path = ROOT
    """The checkout of the project whose code it imports."""


class NotStarted(Exception):
    """A server does not answer; the message has the end of its output."""


def _npm_ci(folder: Path) -> None:
    for file in (_PROGRAMS / "fastify").iterdir():
        shutil.copy(file, folder)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--silent"]
    subprocess.run(install, cwd=folder, check=True)


def _python(module: str, *more: str) -> Callable[[int], list[str]]:
    return lambda port: [*_UVICORN, "--http", "httptools", "--port", str(port), module, *more]


SERVERS: dict[str, Server] = {
    server.name: server
    for server in (
        Server(
            "ours",
            lambda _: [str(Path(sys.executable).parent / "tasks-api"), "serve"],
            {**{f"TASKS_RATE_{name}": _PLENTY for name in ("ADDRESS", "READS", "WRITES")}, "TASKS_SHUTDOWN_DELAY": "0"},
        ),
        Server("tutorial", _python("tests.benchmarks.programs.tutorial:app"), {}),
        Server("limit", _python("tests.benchmarks.programs.limit:app"), {}),
        Server(
            "stock",
            _python("tests.benchmarks.programs.stock:make_app", "--factory"),
            {},
            lambda folder: stock.generate(ROOT / "contracts" / "openapi.yaml", folder),
        ),
        Server("fastify", lambda _: ["node", "server.mjs"], {"NODE_ENV": "production"}, _npm_ci),
    )
}


def server_of_checkout(checkout: Path) -> Server:
    """Return our server from another checkout of the project, to compare both in one run.

    It runs in the environment that `make setup` made there. Raises NotStarted if there is no such environment.
    """
    command = checkout.resolve() / ".venv" / "bin" / "tasks-api"
    if not command.exists():
        raise NotStarted(f"{command} does not exist: run `make setup` in {checkout}.")
    ours = SERVERS["ours"]
    return replace(ours, name="before", command=lambda _: [str(command), "serve"], checkout=checkout.resolve())


def available() -> list[str]:
    """Return the names of the servers that can run here: Fastify needs Node."""
    return [name for name in SERVERS if name != "fastify" or (shutil.which("node") and shutil.which("npm"))]


@contextmanager
def started(server: Server, database_url: str, folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run a server; yield its port and its process. Its log is in the folder. Raises NotStarted."""
    port = free_port()
    log = folder / f"{server.name}.log"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TASKS_")}
    environment = {
        **inherited,
        "DATABASE_URL": database_url,
        "TASKS_JWT_SECRET": SECRET,
        "TASKS_CURSOR_KEYS": "a key of the benchmark for cursors of more than 32 bytes",
        "TASKS_PORT": str(port),
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join((str(server.checkout), str(folder))),
        **server.environment,
    }
    with log.open("wb") as written:
        process = subprocess.Popen(
            server.command(port), env=environment, cwd=folder, stdout=written, stderr=subprocess.STDOUT
        )
    try:
        _wait(port, process, log)
        yield port, process
    finally:
        process.terminate()
        process.wait()


def cure(server: Server, folder: Path) -> str:
    """What to do about a server that answers wrongly: its last words are in the folder where it was started."""
    program = next((file for file in (_PROGRAMS / f"{server.name}.py", _PROGRAMS / server.name) if file.exists()), None)
    mended = "Look at the log."
    if program is not None:
        follows = f"{program.relative_to(ROOT)} has to follow"
        mended = f"If the contract or a table has changed, {follows}; --servers leaves it out."
    return f"{mended} Its log ends:\n{_last_words(folder / f'{server.name}.log')}"


def _last_words(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:]


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            httpx.get(f"http://127.0.0.1:{port}/api/user-1/tasks", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise NotStarted(f"{log.stem} does not answer:\n{_last_words(log)}")
