"""Runs the command in a process with its own data folder."""

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
            output_lines = list(takewhile(lambda line: "makes others" not in line, server.stdout))
            yield server, [line for line in output_lines if line.strip().startswith("curl")]
        finally:
            server.terminate()
