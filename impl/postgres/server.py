"""One server on a data folder: its start, its stop, and the queries that prove it alive.

Whether a server lives is told by a lock that all its processes inherit, not by a process id, which may be a zombie's
or, after a restart of the machine, anybody's. The callers hold `DataFolder.deciding`.
"""

import logging
import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

from impl.postgres import locks
from impl.postgres.cluster import SUPERUSER
from impl.postgres.errors import ServerFailedError, failure
from impl.postgres.folder import DataFolder

HOST = "127.0.0.1"

SETTINGS = {
    "listen_addresses": HOST,
    # No socket files: their paths may have at most 107 bytes.
    "unix_socket_directories": "",
    "shared_buffers": "64MB",
    "maintenance_work_mem": "32MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "log_checkpoints": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}

_SILENCE = 60.0
"""Seconds that a server which says that it is ready may give no answer; recovery, before that, has all the time."""

_NOT_YET = re.compile("Connection refused|timeout expired|the database system is|server closed the connection")

_log = logging.getLogger(__name__)


def query(folder: DataFolder, sql: str, values: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `sql` in psql as the superuser; `values` are psql variables, which SQL quotes as `:'value'` or `:"name"`.

    They and the password go by the environment, which other accounts cannot see, unlike arguments.
    """
    environment = {f"value_{name}": value for name, value in (values or {}).items()}
    environment |= {"PATH": os.defpath, "LC_ALL": "C", "PGHOST": HOST, "PGPORT": str(folder.port), "PGUSER": SUPERUSER}
    environment |= {"PGDATABASE": "postgres", "PGPASSWORD": folder.superuser_password}
    environment |= {"PGSSLMODE": "disable", "PGCONNECT_TIMEOUT": "9"}
    return subprocess.run(  # noqa: S603
        [folder.binaries.program("psql"), "--no-psqlrc", "--no-password", "-qAt", "--set=ON_ERROR_STOP=1"],
        input="".join(f"\\getenv {name} value_{name}\n" for name in values or {}) + sql,
        env=environment,
        cwd="/",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def lives(folder: DataFolder) -> bool:
    """Return whether any process of a server is left."""
    return locks.is_held(folder.alive)


def start(folder: DataFolder, port: int | None = None) -> None:
    """Return when a server answers queries: the one that lives already, or a new one, on `port` alone if it is given.

    Raises `DiskFullError` or `ServerFailedError`, and `OSError`.
    """
    if lives(folder) and _becomes_ready(folder):
        return
    words = ""
    for number in _free_ports(folder.port) if port is None else [port]:
        size = folder.log_size()
        folder.keep_port(number)
        _launch(folder, number)
        if _becomes_ready(folder):
            return
        words = folder.log_since(size)
        if "could not bind" not in words:
            break
    _log.error("PostgreSQL did not start:\n%s", words[-4000:])
    raise failure("did not start", words, folder.path, folder.log)


def stop(folder: DataFolder) -> None:
    """Stop the server and return when its last process is gone and all its data is on the disk."""
    if not folder.path.exists():
        return  # A server whose files were removed stops by itself within a minute.
    if locks.is_held(folder.alive):
        folder.run("pg_ctl", ["stop", "--mode=fast", "--no-wait", "--silent"], _environment(folder))
        with locks.exclusive(folder.alive):
            return


def _launch(folder: DataFolder, port: int) -> None:
    lock = locks.try_exclusive(folder.alive)
    if lock is None:
        return
    try:
        # With no process left, this file is of a server that was killed; PostgreSQL might believe its process id.
        (folder.cluster / "postmaster.pid").unlink(missing_ok=True)
        options = " ".join(f"-c {name}='{value}'" for name, value in {**SETTINGS, "port": port}.items())
        # pg_ctl gives the server a session of its own, which no Ctrl-C of ours reaches.
        arguments = ["start", "--options", options, "--no-wait", "--silent"]
        folder.run("pg_ctl", arguments, _environment(folder), inherit=[lock])
    finally:
        os.close(lock)


def _environment(folder: DataFolder) -> dict[str, str]:
    """Return how pg_ctl finds the cluster: as an argument, the path would pass through a shell."""
    return {"PGDATA": str(folder.cluster.resolve())}


def _becomes_ready(folder: DataFolder) -> bool:
    """Wait until the server answers (true) or its last process is gone (false)."""
    silent_until = time.monotonic() + _SILENCE
    while locks.is_held(folder.alive):
        # A stranger may listen on the port: nobody is asked before the server itself says that it listens there.
        if _says_ready(folder):
            answer = query(folder, "SELECT 1")
            if answer.returncode == 0:
                return True
            if not _NOT_YET.search(answer.stderr):
                _log.error("PostgreSQL refuses its superuser: %s", answer.stderr)
                raise ServerFailedError(f"The embedded PostgreSQL refuses its own superuser: {folder.log} says why.")
            if time.monotonic() > silent_until:
                raise ServerFailedError(f"The embedded PostgreSQL gave no answer: {folder.log} says why.")
        time.sleep(0.01)
    return False


def _says_ready(folder: DataFolder) -> bool:
    """Return whether the last line of postmaster.pid has the status `ready` (PostgreSQL's pidfile.h)."""
    with suppress(FileNotFoundError):
        return (folder.cluster / "postmaster.pid").read_text().split()[-1:] == ["ready"]
    return False


def _free_ports(last: int) -> Iterator[int]:
    """Yield ports of the loopback interface that are free now: the last server's, then any."""
    for wanted in (last, 0, 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wanted))
            except OSError:
                continue
            port: int = probe.getsockname()[1]
        yield port
