"""FR-180: `tasks-api mock` as a command: its help, its end, and what it says of settings that it does not use."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.mock.running import RUN, mock


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(tmp_path: Path, stop: signal.Signals) -> None:
    """FR-180: with success, and without a traceback."""
    with mock(tmp_path) as served:
        served.process.send_signal(stop)
        assert served.process.wait() == 0
    log = (tmp_path / "mock.log").read_text(encoding="utf-8")
    assert f"stopped by {stop.name}" in log
    assert "Traceback" not in log
    assert "Aborted" not in log


def test_its_help_tells_of_everything() -> None:
    told = subprocess.run([sys.executable, "-c", RUN, "mock", "--help"], capture_output=True, text=True, check=True)
    for word in ("--seed", "--latency", "--port", "--host", "Prefer: status=503", "localhost"):
        assert word in told.stdout


@pytest.mark.parametrize("option", [("--seed", "-1"), ("--latency", "soon"), ("--sed", "1")])
def test_what_it_does_not_know_is_refused(option: tuple[str, str]) -> None:
    """FR-180: with the usage, before it serves."""
    refused = subprocess.run([sys.executable, "-c", RUN, "mock", *option], capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert option[0] in refused.stderr


def test_settings_that_it_does_not_use_are_named(tmp_path: Path) -> None:
    """FR-180: also in a file `.env`, and names of no setting."""
    (tmp_path / ".env").write_text("TASKS_WORKERS=4\n", encoding="utf-8")
    settings = {"DATABASE_URL": "postgresql://a@127.0.0.1:1/b", "TASKS_ENVIRONMENT": "production", "TASKS_PROT": "1"}
    with mock(tmp_path, **settings):
        pass
    log = (tmp_path / "mock.log").read_text(encoding="utf-8")
    for name in ("DATABASE_URL", "TASKS_WORKERS", "TASKS_ENVIRONMENT"):
        assert f"the mock does not use {name}:" in log
    assert "TASKS_POOL_SIZE" not in log
    assert "no settings of this server: TASKS_PROT" in log
