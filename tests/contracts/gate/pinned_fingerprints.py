"""Fingerprints of all changes in the tables of tests/contracts/diff.

`python -m tests.contracts.gate.pinned_fingerprints` adds new ones.
"""

from pathlib import Path

import yaml

from contracts.diff.compare.contracts import compare
from tests.contracts.diff import test_documents, test_schemas
from tests.contracts.diff.places import PLACES
from tests.contracts.diff.places import Document as Contract

FILE = Path(__file__).parent / "fingerprints.yaml"


def current() -> dict[str, list[str]]:
    """The fingerprints of the changes there and back, by the name of the row."""
    found = {}
    for build, row in test_documents.ROWS:
        found[row["name"]] = _of(build(row["old"]), build(row["new"]))
    for name in ("request-property", "response-body"):
        _, place = PLACES[name]
        for pair in test_schemas.PAIRS:
            found[f"{name}: {pair.name}"] = _of(place(pair.old), place(pair.new))
    return found


def _of(old: Contract, new: Contract) -> list[str]:
    today = test_documents.TODAY
    return [change.fingerprint for pair in ((old, new), (new, old)) for change in compare(*pair, today=today)]


def main() -> None:
    """Add the rows that the file lacks; what it has stays as it is."""
    pinned = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    known = current() | pinned
    FILE.write_text(yaml.safe_dump(known, sort_keys=False, width=120, default_flow_style=None), encoding="utf-8")


if __name__ == "__main__":
    main()
