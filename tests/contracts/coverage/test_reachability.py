"""FR-044: what the contract declares has been seen in the run, or is waived until a date for a reason."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from contracts.coverage.record import FILE, read_record
from tests.contracts.coverage.reachability import InvalidWaiver, Waiver, declared, read_waivers, shortcomings, table
from tests.contracts.coverage.sightings import Sighting
from tests.support.document import contract

TODAY = date(2026, 3, 1)
SEEN = dict.fromkeys(declared(contract()), 1)
LINK = Sighting("list_tasks", 200, "Link")


def _wrong(seen: dict[Sighting, int], *waivers: Waiver) -> list[str]:
    return list(shortcomings(contract(), seen, waivers, TODAY))


def test_everything_seen_is_right() -> None:
    """FR-044: nothing is wrong when everything was seen."""
    assert _wrong(SEEN) == []


def test_unseen_header_is_wrong() -> None:
    """FR-044: one header that was never seen is named."""
    assert _wrong({**SEEN, LINK: 0}) == ["list_tasks 200 Link is declared, but was never seen."]


def test_waiver_holds_until_its_day() -> None:
    """FR-044: a waiver covers what was not seen up to and including its day."""
    unseen = {**SEEN, LINK: 0}
    assert _wrong(unseen, Waiver(LINK, "why", TODAY)) == []
    assert _wrong(unseen, Waiver(LINK, "why", date(2026, 2, 28))) == [
        "The waiver of list_tasks 200 Link expired on 2026-02-28."
    ]


def test_waiver_without_need_is_wrong() -> None:
    """FR-044: a waiver of what was seen has to go."""
    assert _wrong(SEEN, Waiver(LINK, "why", TODAY)) == ["The waiver of list_tasks 200 Link is not needed: it was seen."]


@pytest.mark.parametrize(
    "entry",
    [
        "{operation: list_tasks, status: 299, reason: why, expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, header: X-Other, reason: why, expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, reason: ' ', expires: 2026-03-01}",
        "{operation: list_tasks, status: 200, reason: why}",
        "{operation: list_tasks, status: 200, reason: why, expires: soon}",
    ],
)
def test_waiver_that_says_too_little_is_refused(entry: str) -> None:
    """FR-044: a waiver names something declared, a reason and a day."""
    with pytest.raises(InvalidWaiver):
        read_waivers(f"[{entry}]", contract())


def test_table_has_a_line_for_every_status() -> None:
    """FR-044: the table counts every declared status and header."""
    lines = list(table(contract(), {**SEEN, LINK: 41}))
    assert len(lines) == sum(len(operation.responses) for operation in contract().operations)
    assert "Link 41" in lines[0]


SUITE = {
    "tests/__init__.py": "",
    "tests/fuzzing/__init__.py": "",
    "tests/api/__init__.py": "",
    "tests/fuzzing/test_a.py": "from tests.fuzzing import sightings\n"
    "from tests.support.document import contract\n"
    "from tests.contracts.coverage.reachability import declared\n"
    "def test_a(): sightings.record(declared(contract())[:-1])\n",
    "tests/api/test_b.py": "from tests.fuzzing import sightings\n"
    "from tests.support.document import contract\n"
    "from tests.contracts.coverage.reachability import declared\n"
    "def test_b(): sightings.record(declared(contract())[{start}:])\n",
}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of two tests, which see everything but what `start` leaves out."""
    real = Path(__file__).parent
    (tmp_path / "contracts").symlink_to(real.parents[1] / "contracts")
    for name, text in SUITE.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ("document", "plugin", "reachability", "sightings"):
        (tmp_path / "tests" / "contract" / f"{name}.py").write_text((real / f"{name}.py").read_text(encoding="utf-8"))
    (tmp_path / "tests" / "contract" / "waivers.yaml").write_text("[]")
    return tmp_path


def _run(suite: Path, start: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = suite / "tests/api/test_b.py"
    file.write_text(SUITE["tests/api/test_b.py"].format(start=start), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.contracts.coverage.plugin",
        "-p",
        "no:cacheprovider",
        *arguments,
    ]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(suite)}
    return subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_whole_run_is_judged(suite: Path, workers: tuple[str, ...]) -> None:
    """FR-044, FR-167: a whole run that has seen everything passes, and is kept; one that has not fails."""
    whole = _run(suite, "-1", *workers)
    assert (whole.returncode, "how often each was seen" in whole.stdout) == (0, True), whole.stdout
    kept = read_record(suite / FILE)
    assert kept.ended is not None
    assert set(kept.seen) == {(one.operation, str(one.status)) for one in declared(contract())}
    lacking = _run(suite, "1000", *workers)
    assert lacking.returncode == 1, lacking.stdout
    assert "get_readiness 503 Server-Timing is declared, but was never seen." in lacking.stdout


@pytest.mark.parametrize(
    "arguments",
    [("tests/contract",), ("-k", "test_a"), ("tests/api/test_b.py::test_b", "tests/contract"), ("--collect-only",)],
)
def test_partial_run_is_not_judged(suite: Path, arguments: tuple[str, ...]) -> None:
    """FR-044, FR-167: a run of some tests says nothing about what was not seen, and is not kept."""
    partial = _run(suite, "1000", *arguments)
    assert (partial.returncode, "never seen" in partial.stdout) == (0, False), partial.stdout
    assert not (suite / FILE).exists()
