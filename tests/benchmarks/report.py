"""What was measured, for people and for machines."""

import json
import platform
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.load import Operation
from tests.benchmarks.measure import Measured, Sample

_VERSIONS = ("fastapi", "uvicorn", "asyncpg", "sqlalchemy", "pydantic", "orjson", "datamodel-code-generator")


class ServerErred(Exception):
    """A server answered wrongly, so no number of the run means anything; the message says which and how."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the CPU of another server is ours: the median of the rounds, the least and the most."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.most:.2f})"


def check(measured: Measured) -> None:
    """Raises ServerErred unless every answer was right."""
    wrong = [f"{server}: {line}" for server, lines in measured.wrong.items() for line in lines]
    wrong += [f"{one.server}, {one.operation}: {one.errors} errors" for one in measured.samples if one.errors]
    if wrong:
        raise ServerErred("\n".join(wrong))


def ratio(samples: Sequence[Sample], server: str, other: str, operation: Operation) -> Ratio:
    """The CPU of `server` for a request over that of `other`, round by round."""
    ours, theirs = _costs(samples, server, operation), _costs(samples, other, operation)
    found = [one / another for one, another in zip(ours, theirs, strict=True)]
    return Ratio(statistics.median(found), min(found), max(found))


def names(samples: Sequence[Sample]) -> tuple[list[str], list[Operation]]:
    """The servers and the operations that were measured."""
    return list(dict.fromkeys(one.server for one in samples)), list(dict.fromkeys(one.operation for one in samples))


def table(measured: Measured) -> str:
    """All servers and operations, and the ratios. Raises ServerErred."""
    check(measured)
    servers, operations = names(measured.samples)
    lines = [
        f"{'operation':10}{'server':10}{'cpu µs':>9}{'req/s':>8}{'p50 ms':>8}{'p99 ms':>8}{'trips':>7}{'peak MB':>9}"
    ]
    for operation in operations:
        for name in servers:
            ours = [one for one in measured.samples if (one.server, one.operation) == (name, operation)]
            cpu, rate, p50, p99, peak = (
                statistics.median(getattr(one, field) for one in ours)
                for field in ("cpu_us", "requests_per_second", "p50_ms", "p99_ms", "peak_bytes")
            )
            trips = measured.round_trips.get(name, {}).get(operation)
            lines.append(
                f"{operation:10}{name:10}{cpu:9.0f}{rate:8.0f}{p50:8.1f}{p99:8.1f}"
                f"{'' if trips is None else f'{trips:.1f}':>7}{peak / 1e6:9.0f}"
            )
    for other in servers:
        if other != "ours" and "ours" in servers:
            found = (f"{operation} {ratio(measured.samples, 'ours', other, operation)}" for operation in operations)
            lines.append(f"CPU of ours / {other}: {', '.join(found)}")
    return "\n".join(lines)


def write_json(measured: Measured, file: Path) -> None:
    """Everything, with what it was measured on."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    servers, operations = names(measured.samples)
    document = {
        "machine": {
            "processor": platform.machine(),
            "system": platform.platform(),
            "python": " ".join((platform.python_version(), *platform.python_build(), platform.python_compiler())),
            "node": _node_version(),
        },
        "commit": commit.stdout.strip(),
        "versions": {name: version(name) for name in _VERSIONS},
        "round_trips": measured.round_trips,
        "ratios": {
            other: {operation: asdict(ratio(measured.samples, "ours", other, operation)) for operation in operations}
            for other in servers
            if other != "ours"
        },
        "samples": [asdict(one) for one in measured.samples],
    }
    file.write_text(json.dumps(document, indent=1) + "\n")


def _node_version() -> str | None:
    node = shutil.which("node")
    return node and subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def draw(measured: Measured, file: Path) -> None:
    """A chart of the CPU for each request, by operation and server."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    servers, operations = names(measured.samples)
    figure, axes = plt.subplots(figsize=(10, 4.5), layout="constrained")
    width = 0.8 / len(servers)
    for index, name in enumerate(servers):
        heights = [statistics.median(_costs(measured.samples, name, operation)) for operation in operations]
        places = [place + index * width for place in range(len(operations))]
        bars = axes.bar(places, heights, width, label=name)
        axes.bar_label(bars, [f"{height:.0f}" for height in heights], fontsize=7, padding=1)
    axes.set_xticks([place + 0.4 - width / 2 for place in range(len(operations))], operations)
    axes.set_ylabel("server CPU for a request, µs (lower is better)")
    axes.set_title("One worker, one database of 100,000 tasks of 1,000 users; median of the rounds")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=120)
    plt.close(figure)


def _costs(samples: Sequence[Sample], server: str, operation: Operation) -> list[float]:
    chosen = [one for one in samples if (one.server, one.operation) == (server, operation)]
    return [one.cpu_us for one in sorted(chosen, key=lambda one: one.round)]
