"""FR-393: what is read and decided of a document grows with it, and not faster.

`python -m tests.contracts.codegen.test_large` generates from 300 operations and says how long that took, which is to be
15 s at most on two cores.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType

from contracts.codegen.plan.normalise import plan
from contracts.codegen.refusals.refuse import inspect
from tests.conftest import ROOT
from tests.contracts.codegen.large import large


def _calls(operations: int) -> int:
    """How many functions are called for a document of that many operations."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    document = large(operations)
    sys.setprofile(count)
    try:
        inspection = inspect(document)
        plan(inspection.standard)
    finally:
        sys.setprofile(None)
    assert (inspection.refusals, inspection.notes) == ([], [])
    return calls


def test_work_grows_with_the_document() -> None:
    """Four times the operations are four times the work, give or take a quarter."""
    _calls(10)  # what is made once is made
    assert _calls(200) <= 5 * _calls(50)


def main() -> None:
    """Generate from 300 operations, and say how long it takes."""
    with tempfile.TemporaryDirectory() as folder:
        contract = Path(folder) / "large.json"
        contract.write_text(json.dumps(large(300)))
        started = time.monotonic()
        command = [str(ROOT / "codegen.sh"), "--contract", str(contract), "--out", f"{folder}/out"]
        subprocess.run(command, check=True)
        print(f"300 operations in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
