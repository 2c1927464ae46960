"""What the run has seen of the contract, counted in each process and brought together by files in one folder."""

import json
import os
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

FOLDER = "TASKS_SIGHTINGS"
"""The environment variable that names the folder. Every process of a run inherits it from the first."""


class Sighting(NamedTuple):
    """A status of an operation (`header` is empty), or a header of it, as the contract declares them."""

    operation: str
    status: int
    header: str


_seen: Counter[Sighting] = Counter()
_counting = True


def record(sightings: Iterable[Sighting]) -> None:
    """Count what a response has shown."""
    if _counting:
        _seen.update(sightings)


@contextmanager
def uncounted() -> Iterator[None]:
    """Let nothing count: for responses of a server that is broken on purpose."""
    global _counting
    before, _counting = _counting, False
    try:
        yield
    finally:
        _counting = before


def save() -> None:
    """Write what this process has seen to the run's folder, if there is one."""
    folder = os.environ.get(FOLDER)
    if folder and _seen:
        lines = [json.dumps([*sighting, count]) for sighting, count in _seen.items()]
        Path(folder, f"{uuid.uuid4().hex}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        _seen.clear()


def keep(seen: Mapping[Sighting, int], file: Path, ended: datetime) -> None:
    """Keep what a whole run has seen, for `tasks-api contract coverage`."""
    file.parent.mkdir(exist_ok=True)
    recorded = {
        "ended": ended.isoformat(timespec="seconds"),
        "seen": [[*one, count] for one, count in sorted(seen.items())],
    }
    file.write_text(json.dumps(recorded) + "\n", encoding="utf-8")


def load(folder: Path) -> Counter[Sighting]:
    """Add up what all the processes have seen."""
    total: Counter[Sighting] = Counter()
    for file in folder.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            operation, status, header, count = json.loads(line)
            total[Sighting(operation, status, header)] += count
    return total
