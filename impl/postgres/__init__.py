"""The embedded PostgreSQL: a server on a local data folder, for users who have no PostgreSQL server.

Any number of processes may use it at once through `running`: the first one starts the server, the last one stops it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from impl.postgres import locks
from impl.postgres import server as servers
from impl.postgres.cluster import ensure_cluster
from impl.postgres.errors import EmbeddedPostgresError, failure, os_errors_explained
from impl.postgres.folder import DataFolder, open_data_folder

__all__ = ["APPLICATION_USER", "LEAKPROOF", "EmbeddedPostgres", "EmbeddedPostgresError", "running"]

USER = "tasks"
"""The role that owns and migrates the tables; it is not a superuser."""

APPLICATION_USER = "tasks_app"
"""The role of the API server. It owns nothing, so privileges and row level security apply as they do in production."""

DATABASE = "tasks"

_ROLE_AND_DATABASE = r"""
SELECT format('CREATE ROLE %I', :'user') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \gexec
SELECT format('CREATE ROLE %I', :'application')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'application') \gexec
ALTER ROLE :"user" LOGIN CREATEDB PASSWORD :'password';
ALTER ROLE :"application" LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'user')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
"""

# Lets search and tags use their indexes under row level security: specs/configuration.md, "Users with many tasks".
LEAKPROOF = r"""
\connect :"database"
SELECT format('ALTER FUNCTION %s LEAKPROOF', oid::regprocedure) FROM pg_proc WHERE NOT proleakproof
AND oid IN ('ts_match_vq(tsvector, tsquery)'::regprocedure, 'arraycontains(anyarray, anyarray)'::regprocedure) \gexec
"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A running server, available as long as its lease lasts."""

    folder: DataFolder
    host: str
    port: int
    user: str
    password: str

    def url(self, database: str = DATABASE) -> str:
        """Return the libpq URL of a database for its owner; asyncpg accepts it too."""
        return self._url(self.user, database)

    def application_url(self, database: str = DATABASE) -> str:
        """Return the URL for the role of the API server, which has no privileges until they are granted."""
        return self._url(APPLICATION_USER, database)

    def _url(self, user: str, database: str) -> str:
        password, name = quote(self.password, safe=""), quote(database, safe="")
        return f"postgresql://{user}:{password}@{self.host}:{self.port}/{name}"

    def revive(self) -> bool:
        """Start the server again if it has ended, and return whether it had.

        If several processes hold a lease, one starts it and the others wait. Blocks. Raises `EmbeddedPostgresError`.
        """
        with os_errors_explained(self.folder.path), locks.exclusive(self.folder.start_stop_lock):
            if servers.is_running(self.folder):
                return False
            # The port stays the same, so the URLs in use stay valid, and all committed data is still there.
            servers.start(self.folder, self.port)
            return True


@contextmanager
def running(data_dir: Path) -> Iterator[EmbeddedPostgres]:
    """Hold a lease on the server of `data_dir`; the server runs until its last lease ends.

    A lease ends with the block or with its process. If all processes were killed, the server runs on until the next
    lease has ended. Blocks the thread while the server starts or stops. Raises `EmbeddedPostgresError`.
    """
    with os_errors_explained(data_dir):
        folder = open_data_folder(data_dir)
        with locks.exclusive(folder.start_stop_lock):
            lease = locks.Lease(folder.users_lock)
            try:
                server = _prepare(folder)
            except BaseException:
                _end_lease(folder, lease)
                raise
    try:
        yield server
    finally:
        with os_errors_explained(data_dir), locks.exclusive(folder.start_stop_lock):
            _end_lease(folder, lease)


def _prepare(folder: DataFolder) -> EmbeddedPostgres:
    ensure_cluster(folder)
    servers.start(folder)
    password = folder.password
    values = {"user": USER, "application": APPLICATION_USER, "database": DATABASE, "password": password}
    answer = servers.query(folder, _ROLE_AND_DATABASE + LEAKPROOF, values)
    if answer.returncode != 0:
        _log.error("PostgreSQL could not be prepared: %s", answer.stderr)
        raise failure("could not make the database of the API", answer.stderr, folder.path, folder.log)
    return EmbeddedPostgres(folder, servers.HOST, folder.port, USER, password)


def _end_lease(folder: DataFolder, lease: locks.Lease) -> None:
    if lease.release():
        servers.stop(folder)
