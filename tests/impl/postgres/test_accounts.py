"""The account of the server, and the place of its files when that account can't reach the project."""

import asyncio
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from impl.postgres import folder, running
from impl.postgres.binaries import Binaries, find_binaries
from impl.postgres.errors import AccountMissingError, DataFolderUnusableError
from tests.impl.postgres.processes import execute, holding, is_running, postmaster, url_of

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@contextmanager
def acting_as(uid: int) -> Iterator[None]:
    os.seteuid(uid)
    try:
        yield
    finally:
        os.seteuid(0)


def test_root_lets_nobody_run_the_server(data_dir: Path) -> None:
    with running(data_dir):
        owner = Path(f"/proc/{postmaster(data_dir)}").stat().st_uid if Path("/proc/self").exists() else None
        assert owner in (pwd.getpwnam("nobody").pw_uid, None)
        assert (data_dir / "cluster").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        assert not (data_dir / "cluster").is_symlink()
        assert (data_dir / "password").stat().st_uid == 0


def test_root_serves_the_owner_of_the_data_folder(data_dir: Path) -> None:
    owner = pwd.getpwnam("daemon")
    data_dir.mkdir(parents=True)
    os.chown(data_dir, owner.pw_uid, owner.pw_gid)
    with running(data_dir):
        assert {path.stat().st_uid for path in data_dir.iterdir()} == {owner.pw_uid}


def test_the_owner_goes_on_where_root_began(data_dir: Path) -> None:
    owner = pwd.getpwnam("daemon")
    data_dir.mkdir(parents=True)
    os.chown(data_dir, owner.pw_uid, owner.pw_gid)
    with running(data_dir) as postgres:
        url = postgres.url()
        account = postgres.folder.account
    if not account.can_reach(find_binaries().program("postgres")):
        pytest.skip("the installation is closed to other users")
    with holding(data_dir, str(owner.pw_uid)) as process:
        assert url_of(process) == url
        assert asyncio.run(execute(url, "SELECT 1")) == [(1,)]
    assert not is_running(data_dir)


def test_a_private_parent_keeps_its_mode_and_the_files_go_elsewhere(open_folder: Path, state_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    data_dir = home / "project" / ".data" / "postgres"
    for _ in range(2):
        with running(data_dir) as postgres:
            asyncio.run(execute(postgres.url(), "CREATE TABLE IF NOT EXISTS kept (id int)"))
            assert asyncio.run(execute(postgres.url(), "SELECT * FROM kept")) == []
    assert home.stat().st_mode & 0o777 == 0o700
    cluster = (data_dir / "cluster").readlink()
    assert cluster.parent == state_folder
    assert cluster.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in state_folder.iterdir() if path.name.startswith("cluster-")] == [cluster.name]
    assert (data_dir / "password").exists()


def test_private_binaries_are_copied_once(
    data_dir: Path, open_folder: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = open_folder / "home"
    private.mkdir(mode=0o700)
    (private / "site-packages").symlink_to(find_binaries().root)
    binaries = Binaries(private / "site-packages", find_binaries().version)
    monkeypatch.setattr(folder, "find_binaries", lambda: binaries)
    with running(data_dir) as postgres:
        used = postgres.folder.binaries.root
        made = used.stat().st_mtime_ns
    with running(data_dir) as again:
        assert again.folder.binaries.root == used
    assert used == state_folder / f"postgresql-{binaries.version}"
    assert used.stat().st_mtime_ns == made
    assert list(state_folder.iterdir()) == [used]


def test_an_unwritable_folder_is_told_in_a_sentence(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binaries = find_binaries()
    monkeypatch.setattr(folder, "find_binaries", lambda: binaries)
    (open_folder / "made").mkdir()
    for data_dir in (open_folder / "absent", open_folder / "made"):
        with (
            acting_as(pwd.getpwnam("nobody").pw_uid),
            pytest.raises(DataFolderUnusableError, match=r"Cannot use the data folder .* \(Permission denied\)"),
            running(data_dir),
        ):
            pass


def test_an_owner_without_a_name_is_told_in_a_sentence(data_dir: Path) -> None:
    data_dir.mkdir(parents=True)
    os.chown(data_dir, 54321, 54321)
    with pytest.raises(AccountMissingError, match="PostgreSQL cannot run as user 54321"), running(data_dir):
        pass
