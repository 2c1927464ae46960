"""The command as a process of its own, on a data folder of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

from tests.conftest import ROOT

COMMAND = ROOT / ".venv" / "bin" / "tasks-api"


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple["subprocess.Popen[str]", list[str]]]:
    """A server, and the curl commands that it printed when it was ready."""
    with subprocess.Popen(
        [COMMAND, "serve", "--port", "0"],
        env=environment,
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            said = list(takewhile(lambda line: "makes others" not in line, server.stdout))
            yield server, [line for line in said if line.strip().startswith("curl")]
        finally:
            server.terminate()
