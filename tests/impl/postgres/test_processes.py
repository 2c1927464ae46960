"""Several processes on one data folder, and the state after some of them were killed."""

import asyncio
import os
import signal
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import pytest

from impl.postgres import running
from impl.postgres.folder import open_data_folder
from tests.impl.postgres.processes import (
    end,
    execute,
    holding,
    is_running,
    kill,
    kill_server,
    postmaster,
    starts,
    url_of,
)

pytestmark = pytest.mark.slow


def test_ten_processes_at_once_get_one_server(data_dir: Path) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(holding(data_dir)) for _ in range(10)]
        assert len({url_of(process) for process in processes}) == 1
        assert starts(data_dir) == 1
        for process in processes[1:]:
            end(process)
        assert is_running(data_dir)
        end(processes[0])
        assert not is_running(data_dir)


def test_processes_that_come_and_go_never_miss_the_server(data_dir: Path) -> None:
    with running(data_dir):
        pass
    for _ in range(3):
        with ExitStack() as stack:
            for process in [stack.enter_context(holding(data_dir)) for _ in range(4)]:
                url_of(process)
                end(process)
        assert not is_running(data_dir)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
async def test_sessions_go_on_when_the_starter_dies(data_dir: Path, number: signal.Signals) -> None:
    with holding(data_dir) as starter, ExitStack() as stack:
        url_of(starter)
        other = stack.enter_context(running(data_dir))
        connection = await asyncpg.connect(other.url())
        # The whole group, as a terminal does with Ctrl-C.
        os.killpg(starter.pid, number)
        starter.wait()
        assert await connection.fetchval("SELECT 1") == 1
        await connection.close()
        stack.close()
        assert not is_running(data_dir)


async def test_a_server_whose_users_were_killed_serves_the_next_one(data_dir: Path) -> None:
    with holding(data_dir) as one, holding(data_dir) as two:
        url = url_of(one)
        assert url_of(two) == url
        server = postmaster(data_dir)
        kill(one)
        kill(two)
    with running(data_dir) as heir:
        assert (heir.url(), postmaster(data_dir)) == (url, server)
    assert not is_running(data_dir)
    assert starts(data_dir) == 1


def test_a_killed_server_recovers_even_if_its_process_id_is_in_use_again(data_dir: Path) -> None:
    with holding(data_dir) as process:
        asyncio.run(execute(url_of(process), "CREATE TABLE kept AS SELECT 'committed' AS word"))
        kill_server(data_dir)
        kill(process)
    account = open_data_folder(data_dir).account
    stale = data_dir / "cluster" / "postmaster.pid"
    user = account.uid if account.must_switch else None
    with subprocess.Popen(["/bin/sleep", "1000"], user=user, group=account.gid if user else None) as stranger:
        try:
            stale.write_text("\n".join([str(stranger.pid), *stale.read_text().splitlines()[1:]]) + "\n")
            with running(data_dir) as postgres:
                assert asyncio.run(execute(postgres.url(), "SELECT word FROM kept")) == [("committed",)]
            assert stranger.poll() is None
        finally:
            stranger.kill()
    assert "database system was not properly shut down" in (data_dir / "server.log").read_text()


async def test_a_killed_server_is_started_again_beside_a_user_that_lost_it(data_dir: Path) -> None:
    with holding(data_dir) as loser:
        url = url_of(loser)
        kill_server(data_dir)
        with running(data_dir) as postgres:
            assert postgres.url() == url
        assert is_running(data_dir), "the first user still holds its lease"
        assert await execute(url, "SELECT 1") == [(1,)]
    assert not is_running(data_dir)


def test_an_interrupted_first_start_is_begun_anew(data_dir: Path) -> None:
    with holding(data_dir) as process:
        while not list(data_dir.glob("building-*/cluster/base")):
            time.sleep(0.001)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert not (data_dir / "cluster").exists()
    assert list(data_dir.glob("building-*"))
    with running(data_dir) as postgres:
        assert asyncio.run(execute(postgres.url(), "SELECT 1")) == [(1,)]
    assert not list(data_dir.glob("building-*"))
