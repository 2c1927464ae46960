"""What processes take of the machine."""

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all below it."""
    return sum(_cpu_seconds(one) for one in family(pid))


def peak_bytes(pid: int) -> int:
    """The most memory that they held at once, each its own most."""
    return sum(_status(one, "VmHWM") for one in family(pid))


def resident_bytes(pid: int) -> int:
    """The memory that they hold."""
    return sum(_status(one, "VmRSS") for one in family(pid))


def machine_seconds() -> tuple[float, float]:
    """The time of all cores since the start of the machine, and that in which they had nothing to do."""
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
