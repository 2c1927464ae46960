"""FR-034: an embedded PostgreSQL that was killed is restarted once, while it has users."""

import asyncio
import logging
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from impl.postgres import EmbeddedPostgresError, keeper, running
from tests.impl.postgres.processes import execute, is_running, kill_server, starts
from tests.support.application import serving
from tests.support.processes import wait_for

pytestmark = pytest.mark.slow


async def test_it_is_started_once_by_the_same_url(data_dir: Path) -> None:
    """Whoever restarts it, and with all committed data."""
    with running(data_dir) as postgres:
        await execute(postgres.url(), "CREATE TABLE kept AS SELECT 'committed' AS word")
        assert postgres.revive() is False
        kill_server(data_dir)
        with ThreadPoolExecutor() as others:
            revived = [one.result() for one in [others.submit(postgres.revive) for _ in range(5)]]
        assert (sum(revived), starts(data_dir)) == (1, 2)
        assert await execute(postgres.url(), "SELECT word FROM kept") == [("committed",)]
    assert not is_running(data_dir)


def test_a_port_that_is_taken_meanwhile_is_told(data_dir: Path) -> None:
    """Its users know only this port, so it is not changed; the next attempt gets it."""
    with running(data_dir) as postgres:
        kill_server(data_dir)
        with socket.socket() as stranger:
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            stranger.bind(("127.0.0.1", postgres.port))
            stranger.listen()
            with pytest.raises(EmbeddedPostgresError, match="did not start"):
                postgres.revive()
        assert postgres.revive() is True


def test_a_folder_that_is_gone_stays_gone(data_dir: Path) -> None:
    """A removed data folder is not replaced by an empty database."""
    with running(data_dir) as postgres:
        kill_server(data_dir)
        away = data_dir.rename(data_dir.with_name("away"))
        with pytest.raises(EmbeddedPostgresError):
            postgres.revive()
        assert not data_dir.exists()
        away.rename(data_dir)


async def look_after(monkeypatch: pytest.MonkeyPatch, revive: Callable[[], bool], *, is_draining: bool = False) -> None:
    """Run the keeper until it gives up, without its pauses."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def at_once(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", at_once)
    await keeper._watch(revive, lambda: is_draining)
    assert pauses == [keeper.POLL_SECONDS * 2**tries for tries in range(1 if is_draining else keeper.MAX_RESTARTS)]


async def test_its_tries_are_bounded(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Whether it can't be started or ends repeatedly; each attempt is logged, and the giving up too."""
    asked: list[int] = []

    def fail() -> bool:
        asked.append(1)
        if len(asked) % 2:
            raise EmbeddedPostgresError("The disk is full.")
        return True

    with caplog.at_level(logging.WARNING):
        await look_after(monkeypatch, fail)
    assert len(asked) == keeper.MAX_RESTARTS
    messages = [record.getMessage() for record in caplog.records]
    assert messages[:2] == [
        "the embedded PostgreSQL has ended and can't be started (1 of 5): The disk is full.",
        "the embedded PostgreSQL had ended and was started again (2 of 5)",
    ]
    assert messages[5].startswith("the embedded PostgreSQL ended too often and is not started again")
    assert len(messages) == keeper.MAX_RESTARTS + 1


async def test_nothing_is_started_on_the_way_down(monkeypatch: pytest.MonkeyPatch) -> None:
    await look_after(monkeypatch, lambda: pytest.fail("it was started"), is_draining=True)


def test_a_server_whose_database_was_killed_goes_down_alone(open_folder: Path) -> None:
    """At any moment of the restart: no process is left behind."""
    data, log = open_folder / "data", open_folder / "log"
    settings = {"TASKS_ENVIRONMENT": "development", "TASKS_DATA_DIR": str(data)}
    with serving("", log, **settings) as server:
        kill_server(data / "postgres")
        wait_for(lambda: is_running(data / "postgres"))
    assert server.process.returncode == 0
    assert not is_running(data / "postgres")
    with serving("", log, **settings) as server:
        kill_server(data / "postgres")
    assert server.process.returncode == 0
    assert not is_running(data / "postgres")
