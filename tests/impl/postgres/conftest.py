"""A data folder that every account can reach, because pytest's temporary folders are private."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from impl.postgres import folder


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tasks-", ignore_cleanup_errors=True) as path:
        Path(path).chmod(0o755)
        yield Path(path)


@pytest.fixture
def data_dir(open_folder: Path) -> Path:
    return open_folder / "project" / ".data" / "postgres"


@pytest.fixture
def state_folder(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the system's state folder, so that no test leaves anything there."""
    state = open_folder / "state"
    state.mkdir()
    monkeypatch.setattr(folder, "STATE_FOLDERS", (state,))
    return state / "tasks-api"
