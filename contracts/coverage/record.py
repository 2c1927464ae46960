"""What the last complete test run has seen; tests/contracts/coverage/plugin.py writes the file, which git ignores."""

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
    """Return the record in a file, or an empty one if there is no file."""
    if not file.exists():
        return Record()
    recorded = json.loads(file.read_text(encoding="utf-8"))
    seen = Counter(
        {(operation, str(status)): count for operation, status, header, count in recorded["seen"] if not header}
    )
    return Record(recorded["ended"], seen)
