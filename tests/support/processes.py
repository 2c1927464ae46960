"""What can be seen of other processes from outside."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def children(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> set[int]:
    """The processes that a process has started and that live."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return {pid for pid in map(int, listed.split()) if lives(pid)}


def lives(pid: int) -> bool:
    """Whether there is such a process, and it is no zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # the latter where it ends while it is read
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def wait_for(what: Callable[[], bool]) -> None:
    """Wait, a minute at most."""
    for _ in range(6000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to that")
