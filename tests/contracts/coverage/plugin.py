"""Reachability as a part of the test run: after the whole suite, everything declared must have been seen.

A run is whole when all the test files of `WHOLE` were collected and nothing was deselected or left out by an early
stop. Only then does a status or header that was never seen fail it. Under pytest-xdist each worker leaves what it saw,
and whether its collection was whole, in the run's folder; the controller adds up.
"""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.contracts.coverage import sightings
from tests.contracts.coverage.reachability import unseen
from tests.support.document import contract

TESTS = Path(__file__).parents[2]
WHOLE = ((TESTS / "api").resolve(strict=True), (TESTS / "fuzzing").resolve(strict=True))
"""A run that has collected all tests of these folders has sent every request that the contract is held to."""
KEPT = TESTS.parent / ".data" / "contract-coverage.json"
"""Where `tasks-api contract coverage` looks; git ignores it."""
MARK = "whole"
"""A file of this name in the run's folder says that the collection was whole."""

_made_folder = pytest.StashKey[Path]()
_deselected = pytest.StashKey[bool]()
_report = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's folder, unless a process before this one has."""
    if sightings.FOLDER not in os.environ:
        config.stash[_made_folder] = Path(tempfile.mkdtemp(prefix="sightings-"))
        os.environ[sightings.FOLDER] = str(config.stash[_made_folder])


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Remember that something was left out (-k, -m, --lf, --deselect)."""
    if items:
        items[0].config.stash[_deselected] = True


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say whether the collection was whole."""
    collected = {item.path for item in session.items}
    files = {file for folder in WHOLE for file in folder.rglob("test_*.py")}
    by_node = any("::" in argument for argument in session.config.args)
    if files <= collected and not by_node and not session.config.stash.get(_deselected, False):
        Path(os.environ[sightings.FOLDER], MARK).touch()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Save what was seen; in the first process, judge it."""
    sightings.save()
    folder = session.config.stash.get(_made_folder, None)
    if folder is None:
        return
    stopped = bool(session.shouldstop or session.shouldfail) or session.config.option.collectonly
    if (folder / MARK).exists() and not stopped:
        seen = sightings.load(folder)
        wrong = list(unseen(contract(), seen))
        session.config.stash[_report] = [*wrong, "How often each was seen: tasks-api contract coverage"]
        sightings.keep(seen, KEPT, datetime.now(UTC))
        if wrong and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
    shutil.rmtree(folder)
    del os.environ[sightings.FOLDER]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print everything that is wrong."""
    report = config.stash.get(_report, None)
    if report is not None:
        terminalreporter.section("declared statuses and headers")
        for line in report:
            terminalreporter.line(line)
