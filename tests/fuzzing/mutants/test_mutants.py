"""FR-044: the contract suite alone finds every way in the table to break the server, and nothing in a whole one."""

from pathlib import Path

import pytest
from fastapi import FastAPI

from impl.auth import secret_verifier
from impl.database.database import Database
from impl.telemetry.logs import configure_logging
from impl.web.app import create_app
from tests.fuzzing.fuzzing import identities
from tests.fuzzing.mutants.run import contract_suite
from tests.fuzzing.mutants.table import MUTANTS, Mutant
from tests.support.application import SECRET

pytestmark = pytest.mark.slow

_CRASHES = ("server_error_on_odd_input",)


@pytest.fixture
def app(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """An application of its own, which Schemathesis starts in its own event loop."""
    configure_logging(json=True, level="critical")
    for name, value in identities(tmp_path).items():
        monkeypatch.setenv(name, value)
    return create_app(Database(database_url), secret_verifier(SECRET))


def test_whole_server_passes(app: FastAPI) -> None:
    """FR-044: what finds the mutants finds nothing where nothing is broken."""
    assert contract_suite(app) == []


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_mutant_is_caught(app: FastAPI, mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    """FR-044: the suite goes red, and not because the mutant itself breaks down, unless that is what it is."""
    mutant.apply(monkeypatch)
    failures = contract_suite(app)
    print(mutant.name, *failures, sep="\n  ")
    assert [failure for failure in failures if mutant.name in _CRASHES or not failure.startswith("error: ")]
