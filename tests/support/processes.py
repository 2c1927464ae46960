"""Information about other processes."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def children(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> set[int]:
    """Return the living child processes of a process."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return {pid for pid in map(int, listed.split()) if is_alive(pid)}


def is_alive(pid: int) -> bool:
    """Return whether the process exists and is not a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # the latter if the process ends while the file is read
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until the condition is true, for at most a minute."""
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to that")
