"""The mock as a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from impl.settings import Settings, environment_variable
from tests.conftest import ROOT

RUN = "from impl.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Mock:
    """Where it listens, what it said when it was ready, and its process."""

    url: str
    output: str
    process: "subprocess.Popen[str]"


@contextmanager
def mock(folder: Path, *options: str, program: str = RUN, **settings: str) -> Iterator[Mock]:
    """The mock on a free port, in a folder: what is there is imported before what is ours."""
    ours = {environment_variable(field) for field in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    environment = {
        **kept,
        "PYTHONPATH": str(ROOT),
        "TASKS_PORT": "0",
        "TASKS_DATA_DIR": str(folder / "data"),
        **settings,
    }

    def heed_interrupts() -> None:
        # Whoever runs the tests in the background has them ignored, which is inherited.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    command, log = [sys.executable, "-c", program, "mock", *options], folder / "mock.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            preexec_fn=heed_interrupts,
        ) as process,
    ):
        try:
            yield _ready(process, log)
        finally:
            process.terminate()


def _ready(process: "subprocess.Popen[str]", log: Path) -> Mock:
    assert process.stdout is not None
    output = ""
    for line in process.stdout:
        output += line
        if "makes others" in line:
            found = re.search(r"http://127\.0\.0\.1:[0-9]+", output)
            assert found is not None
            return Mock(found[0], output, process)
    raise RuntimeError(log.read_text(encoding="utf-8"))
