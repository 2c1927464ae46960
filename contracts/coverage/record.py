"""What the last whole run of the tests has seen, as tests/contracts/coverage/plugin.py left it. Git ignores it."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

FILE = Path(".data") / "contract-coverage.json"


@dataclass(frozen=True, slots=True)
class Record:
    """When the run ended, and how often each status of each operation was seen."""

    ended: str | None = None
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)


def read_record(file: Path) -> Record:
    """The record of a file; an empty one where there is none."""
    if not file.exists():
        return Record()
    told = json.loads(file.read_text(encoding="utf-8"))
    seen = Counter({(operation, str(status)): count for operation, status, header, count in told["seen"] if not header})
    return Record(told["ended"], seen)
