"""Creates PostgreSQL's cluster (its data files) with initdb, completely or not at all."""

import hashlib
import logging
import os
import secrets
import shutil
from pathlib import Path

from impl.postgres.errors import OtherVersionError, failure
from impl.postgres.folder import DataFolder

SUPERUSER = "postgres"

_log = logging.getLogger(__name__)


def ensure_cluster(folder: DataFolder) -> None:
    """Run initdb unless the cluster exists; the caller holds the lock `folder.start_stop_lock`.

    Raises `OtherVersionError`, `DiskFullError` or `ServerFailedError`, and `OSError`.
    """
    if folder.cluster.exists():
        _check_version(folder)
        return
    parent = folder.cluster_parent()
    name = hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:12]
    building = parent / f"building-{name}"
    if building.exists():  # An earlier start was interrupted.
        shutil.rmtree(building)
    building.mkdir(mode=0o700)
    try:
        _initdb(folder, building)
        if folder.cluster.is_symlink():
            folder.cluster.unlink()  # Its target does not exist any more.
        if parent == folder.path:
            (building / "cluster").rename(folder.cluster)
        else:
            home = parent / f"cluster-{name}-{secrets.token_hex(4)}"
            (building / "cluster").rename(home)
            folder.cluster.symlink_to(home)
            _log.warning("PostgreSQL's account cannot enter %s: its files are in %s", folder.path, home)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _initdb(folder: DataFolder, building: Path) -> None:
    password = building / "password"
    password.touch(mode=0o600)
    password.write_text(folder.superuser_password)
    folder.account.give(password)
    folder.account.give(building)
    size = folder.log_size()
    options: list[str | Path] = [
        *("--pgdata", building / "cluster", "--username", SUPERUSER, "--pwfile", password),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums", "--no-instructions"),
        # The builtin provider has the same sort order on every system and with every version of the C library.
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
    ]
    if not folder.run("initdb", options):
        output = folder.log_since(size)
        _log.error("initdb failed:\n%s", output)
        raise failure("could not make its files", output, folder.path, folder.log)


def _check_version(folder: DataFolder) -> None:
    found = (folder.cluster / "PG_VERSION").read_text().strip()
    installed = folder.binaries.version.partition(".")[0]
    if found != installed:
        raise OtherVersionError(
            f"The data in {folder.path} is of PostgreSQL {found} but {installed} is installed: "
            f"install that version to dump the data, or remove the folder to start afresh."
        )
