"""The start, use and stop of the embedded server by one process."""

import socket
from pathlib import Path

import asyncpg
import pytest

from impl.postgres import running, server
from tests.impl.postgres.processes import execute, is_running, starts

pytestmark = pytest.mark.slow


async def test_first_start_gives_a_safe_server_and_an_ordinary_role(data_dir: Path) -> None:
    with running(data_dir) as postgres:
        [row] = await execute(
            postgres.url(),
            """
            SELECT current_database() AS database, current_user AS role, rolsuper, rolbypassrls, datlocprovider,
                   current_setting('server_version_num')::int / 10000 AS major,
                   current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
                   current_setting('synchronous_commit') AS synchronous, current_setting('data_checksums') AS checksums,
                   current_setting('listen_addresses') AS addresses, current_setting('timezone') AS zone
            FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()
            """,
        )
    assert dict(row) == {
        "database": "tasks",
        "role": "tasks",
        "rolsuper": False,
        "rolbypassrls": False,
        "datlocprovider": b"b",
        "major": 18,
        "encoding": "UTF8",
        "fsync": "on",
        "synchronous": "on",
        "checksums": "on",
        "addresses": "127.0.0.1",
        "zone": "UTC",
    }


async def test_restart_keeps_data_password_and_port(data_dir: Path) -> None:
    with running(data_dir) as first:
        await execute(first.url(), "CREATE TABLE kept AS SELECT 'still here' AS word")
    assert not is_running(data_dir)
    with running(data_dir) as second:
        assert second.url() == first.url()
        assert await execute(second.url(), "SELECT word FROM kept") == [("still here",)]


async def test_a_wrong_password_is_refused(data_dir: Path) -> None:
    with running(data_dir) as postgres:
        for user in ("tasks", "postgres"):
            with pytest.raises(asyncpg.InvalidPasswordError):
                await asyncpg.connect(postgres.url(), user=user, password="guess")


def test_users_share_one_server_which_stops_with_the_last(data_dir: Path) -> None:
    with running(data_dir) as one:
        with running(data_dir) as other:
            assert other.url() == one.url()
        assert is_running(data_dir)
    assert not is_running(data_dir)
    assert starts(data_dir) == 1


def test_a_user_that_fails_ends_its_lease(data_dir: Path) -> None:
    with pytest.raises(ZeroDivisionError), running(data_dir):
        _ = 1 / 0
    assert not is_running(data_dir)


async def test_another_port_when_the_last_one_is_taken(data_dir: Path) -> None:
    with running(data_dir) as first:
        pass
    with socket.create_server(("127.0.0.1", first.port)), running(data_dir) as second:
        assert second.port != first.port
        assert await execute(second.url(), "SELECT 1") == [(1,)]


async def test_another_port_when_somebody_is_faster(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
        probe.close()
        monkeypatch.setattr(server, "_free_ports", lambda _: iter([taken.getsockname()[1], free]))
        with running(data_dir) as postgres:
            assert postgres.port == free
            assert await execute(postgres.url(), "SELECT 1") == [(1,)]


async def test_paths_may_hold_anything_and_be_long(open_folder: Path) -> None:
    data_dir = open_folder / "a \"quoted\" $HOME 'folder' \N{SNOWMAN}" / ("long" * 40) / "postgres"
    with running(data_dir) as postgres:
        assert await execute(postgres.url(), "SELECT 1") == [(1,)]
    assert not is_running(data_dir)


def test_files_with_secrets_are_private(data_dir: Path) -> None:
    with running(data_dir):
        for name in ("password", "superuser-password", "server.log", "server.lock", "users.lock", "port"):
            assert (data_dir / name).stat().st_mode & 0o777 == 0o600, name
        assert (data_dir / "cluster").stat().st_mode & 0o777 == 0o700
        assert (data_dir / "password").read_text() != (data_dir / "superuser-password").read_text()
        names = {path.name for path in data_dir.iterdir()}
    assert not [name for name in names if name.startswith("building")]


def test_modes_of_parent_folders_stay(data_dir: Path) -> None:
    data_dir.parent.mkdir(parents=True)
    data_dir.parent.parent.chmod(0o751)
    before = [(parent, parent.stat().st_mode, parent.stat().st_uid) for parent in data_dir.parents]
    with running(data_dir):
        pass
    assert [(parent, parent.stat().st_mode, parent.stat().st_uid) for parent in data_dir.parents] == before
