"""How long a start takes: `python -m tests.benchmarks.start`.

Seconds from the command `tasks-api serve` to the first answer of `/health/ready`: on an embedded database that exists
and has to be started, and on one that runs. And what importing all that serves takes of it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.support.ports import free_port

_ROUNDS = 5
_IMPORT = (
    "import time; started = time.perf_counter(); import impl.server.run, impl.web.app; "
    "print(time.perf_counter() - started)"
)


@contextmanager
def serving(data: Path) -> Iterator[float]:
    """A server on the embedded database of a folder, and the seconds after which it answered."""
    port = free_port()
    ours = ("TASKS_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")  # who starts it twice has compiled it
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = {**inherited, "TASKS_DATA_DIR": str(data), "TASKS_PORT": str(port)}
    started = time.perf_counter()
    command = [str(Path(sys.executable).parent / "tasks-api"), "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _is_ready(port):
            if process.poll() is not None:
                raise RuntimeError("the server has ended")
            time.sleep(0.01)
        yield time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _is_ready(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/ready").is_success
    except httpx.TransportError:
        return False


def _cold(data: Path) -> float:
    with serving(data) as seconds:
        return seconds


def _import() -> float:
    return float(subprocess.run([sys.executable, "-c", _IMPORT], check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        print(f"{'first start, which makes the database':45}{_cold(data):6.2f} s", flush=True)
        cold = statistics.median(_cold(data) for _ in range(_ROUNDS))
        print(f"{'database that is to be started':45}{cold:6.2f} s", flush=True)
        with serving(data):
            warm = statistics.median(_cold(data) for _ in range(_ROUNDS))
        print(f"{'database that runs':45}{warm:6.2f} s", flush=True)
    print(f"{'import':45}{statistics.median(_import() for _ in range(_ROUNDS)):6.2f} s")


if __name__ == "__main__":
    main()
