"""CPU time and memory of processes."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def process_tree(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def cpu_seconds(pid: int) -> float:
    """Return the user and system time of a process tree."""
    return sum(_cpu_seconds(one) for one in process_tree(pid))


def peak_bytes(pid: int) -> int:
    """Return the sum of each process's peak memory."""
    return sum(_status(one, "VmHWM") for one in process_tree(pid))


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process tree."""
    return sum(_status(one, "VmRSS") for one in process_tree(pid))


def machine_seconds() -> tuple[float, float]:
    """Return the time of all cores since boot, and their idle time."""
    times = [int(ticks) / _TICK for ticks in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return sum(times), times[3] + times[4]


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    return 0
