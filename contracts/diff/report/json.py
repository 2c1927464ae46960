"""The changes as JSON, for programs."""

import json
from dataclasses import asdict

from contracts.diff.decide.changes import Change
from contracts.diff.decide.levels import Level
from contracts.diff.read.load import Contract


def json_report(old: Contract, new: Contract, changes: list[Change]) -> str:
    """One object: the two contracts, how many changes of each level there are, and the changes."""
    report = {
        "old": {"name": old.name, "version": old.version},
        "new": {"name": new.name, "version": new.version},
        "counts": {str(level): sum(one.level is level for one in changes) for level in Level},
        "changes": [asdict(change) for change in changes],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
