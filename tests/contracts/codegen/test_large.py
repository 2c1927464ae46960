"""FR-393: what is read and decided of a document grows with it, and not faster.

`python -m tests.contracts.codegen.test_large` generates from 300 operations and says how long that took, which is to be
15 s at most on two cores.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from contracts.codegen.plan.normalise import plan
from contracts.codegen.proof.samples import Samples
from contracts.codegen.refusals.refuse import inspect
from tests.conftest import ROOT
from tests.contracts.codegen.large import large


def _counted(work: Callable[[], object]) -> int:
    """How many functions are called."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def _calls(operations: int) -> int:
    """Those for a document of that many operations."""
    document = large(operations)

    def work() -> None:
        inspection = inspect(document)
        plan(inspection.standard)
        assert (inspection.refusals, inspection.notes) == ([], [])

    return _counted(work)


def test_work_grows_with_the_document() -> None:
    """Four times the operations are four times the work, give or take a quarter."""
    _calls(10)  # what is made once is made
    assert _calls(200) <= 5 * _calls(50)


def test_values_of_a_schema_are_made_once() -> None:
    """However many others refer to it: a member more of each of them is one more to make, and not as many times as
    there are ways to it."""

    def calls(members: int) -> int:
        names = [f"m{number}" for number in range(members)]
        schemas = {
            f"S{level}": {
                "type": "object",
                "properties": {name: {"$ref": f"#/components/schemas/S{level + 1}"} for name in names},
            }
            for level in range(5)
        } | {"S5": {"type": "string"}}
        samples = Samples(schemas)
        return _counted(lambda: [samples.of(schema) for schema in schemas.values()])

    calls(1)
    assert calls(6) <= 6 * calls(2)


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
