"""Starts, stops and queries one server on a data folder.

Whether a server is running is known by a lock that all its processes inherit. A process id would not do: it may be a
zombie's or, after a reboot, another program's. Callers hold the lock `DataFolder.start_stop_lock`.
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
    # No Unix sockets, because their paths may have at most 107 bytes.
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

_ANSWER_SECONDS = 60.0
"""How long a server that reports to be ready may give no answer. Recovery, before that, has no time limit."""

_STARTING = re.compile("Connection refused|timeout expired|the database system is|server closed the connection")

_log = logging.getLogger(__name__)


def query(folder: DataFolder, sql: str, values: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `sql` in psql as the superuser. `values` are psql variables, which SQL quotes as `:'value'` or `:"name"`.

    The values and the password are passed in the environment, because other accounts can see arguments.
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


def is_running(folder: DataFolder) -> bool:
    """Return whether any process of a server exists."""
    return locks.is_held(folder.server_lock)


def start(folder: DataFolder, port: int | None = None) -> None:
    """Return when a server answers queries: the running one or a new one. A new one uses `port`, if it is given.

    Raises `DiskFullError` or `ServerFailedError`, and `OSError`.
    """
    if is_running(folder) and _wait_until_ready(folder):
        return
    output = ""
    for number in _free_ports(folder.port) if port is None else [port]:
        size = folder.log_size()
        folder.store_port(number)
        _launch(folder, number)
        if _wait_until_ready(folder):
            return
        output = folder.log_since(size)
        if "could not bind" not in output:
            break
    _log.error("PostgreSQL did not start:\n%s", output[-4000:])
    raise failure("did not start", output, folder.path, folder.log)


def stop(folder: DataFolder) -> None:
    """Stop the server, and return when its last process has ended and all its data is on the disk."""
    if not folder.path.exists():
        return  # A server whose files have been deleted stops by itself within a minute.
    if locks.is_held(folder.server_lock):
        folder.run("pg_ctl", ["stop", "--mode=fast", "--no-wait", "--silent"], _environment(folder))
        with locks.exclusive(folder.server_lock):
            return


def _launch(folder: DataFolder, port: int) -> None:
    lock = locks.try_exclusive(folder.server_lock)
    if lock is None:
        return
    try:
        # No process is left, so a killed server has left this file. PostgreSQL might believe its process id.
        (folder.cluster / "postmaster.pid").unlink(missing_ok=True)
        options = " ".join(f"-c {name}='{value}'" for name, value in {**SETTINGS, "port": port}.items())
        # pg_ctl starts the server in a new session, so that a Ctrl-C for this process does not reach it.
        arguments = ["start", "--options", options, "--no-wait", "--silent"]
        folder.run("pg_ctl", arguments, _environment(folder), inherit=[lock])
    finally:
        os.close(lock)


def _environment(folder: DataFolder) -> dict[str, str]:
    """Return the variables by which pg_ctl finds the cluster; as an argument, the path would pass through a shell."""
    return {"PGDATA": str(folder.cluster.resolve())}


def _wait_until_ready(folder: DataFolder) -> bool:
    """Wait until the server answers (True) or its last process has ended (False)."""
    give_up_at = time.monotonic() + _ANSWER_SECONDS
    while locks.is_held(folder.server_lock):
        # Another program may listen on the port, so no query is sent before the server reports that it is ready.
        if _reports_ready(folder):
            answer = query(folder, "SELECT 1")
            if answer.returncode == 0:
                return True
            if not _STARTING.search(answer.stderr):
                _log.error("PostgreSQL refuses its superuser: %s", answer.stderr)
                raise ServerFailedError(f"The embedded PostgreSQL refuses its own superuser: {folder.log} says why.")
            if time.monotonic() > give_up_at:
                raise ServerFailedError(f"The embedded PostgreSQL gave no answer: {folder.log} says why.")
        time.sleep(0.01)
    return False


def _reports_ready(folder: DataFolder) -> bool:
    """Return whether the last line of postmaster.pid has the status `ready` (PostgreSQL's pidfile.h)."""
    with suppress(FileNotFoundError):
        return (folder.cluster / "postmaster.pid").read_text().split()[-1:] == ["ready"]
    return False


def _free_ports(last: int) -> Iterator[int]:
    """Yield free ports of the loopback interface: first the previous server's, then any."""
    for wanted in (last, 0, 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wanted))
            except OSError:
                continue
            port: int = probe.getsockname()[1]
        yield port
