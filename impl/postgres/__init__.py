"""PostgreSQL on a data folder of the project's, for everybody who has no server of their own.

`running` lends a server to any number of processes at once: the first one starts it, the last one stops it.
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
from impl.postgres.errors import EmbeddedPostgresError, explained, failure
from impl.postgres.folder import DataFolder, open_data_folder

__all__ = ["APPLICATION_USER", "EmbeddedPostgres", "EmbeddedPostgresError", "running"]

USER = "tasks"
"""The owner of the tables, who migrates them: no superuser."""

APPLICATION_USER = "tasks_app"
"""The role of the server: it owns nothing, so that privileges and row level security hold as they do in production."""

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

# Search and tags by their indexes under row level security: see specs/configuration.md, "Users with many tasks".
_LEAKPROOF = r"""
\connect :"database"
SELECT format('ALTER FUNCTION %s LEAKPROOF', oid::regprocedure) FROM pg_proc WHERE NOT proleakproof
AND oid IN ('ts_match_vq(tsvector, tsquery)'::regprocedure, 'arraycontains(anyarray, anyarray)'::regprocedure) \gexec
"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A server that answers for as long as its lease lasts."""

    folder: DataFolder
    host: str
    port: int
    user: str
    password: str

    def url(self, database: str = DATABASE) -> str:
        """Return the libpq URL of a database for its owner, which asyncpg takes as it is."""
        return self._url(self.user, database)

    def application_url(self, database: str = DATABASE) -> str:
        """Return the URL for the role of the server, which may do nothing until it is granted."""
        return self._url(APPLICATION_USER, database)

    def _url(self, user: str, database: str) -> str:
        password, name = quote(self.password, safe=""), quote(database, safe="")
        return f"postgresql://{user}:{password}@{self.host}:{self.port}/{name}"

    def revive(self) -> bool:
        """Start the server again if it has ended; return whether it had.

        Of several processes that hold a lease one does it, the others wait and find it done. Blocks. Raises
        `EmbeddedPostgresError`.
        """
        with explained(self.folder.path), locks.exclusive(self.folder.deciding):
            if servers.lives(self.folder):
                return False
            # By the URLs that were given out, and with all data that was committed: nothing is made anew.
            servers.start(self.folder, self.port)
            return True

    def create_database(self, name: str, template: str = "template1") -> None:
        """Create a database that `user` owns, as a copy of `template`, to which nobody may be connected.

        Raises `EmbeddedPostgresError`.
        """
        values = {"database": name, "template": template, "user": self.user}
        self._execute(f'CREATE DATABASE :"database" TEMPLATE :"template" OWNER :"user";{_LEAKPROOF}', values)

    def drop_database(self, name: str) -> None:
        """Drop a database, if there is one of this name, whoever is connected. Raises `EmbeddedPostgresError`."""
        self._execute('DROP DATABASE IF EXISTS :"name" WITH (FORCE)', {"name": name})

    def _execute(self, sql: str, values: dict[str, str]) -> None:
        answer = servers.query(self.folder, sql, values)
        if answer.returncode != 0:
            raise EmbeddedPostgresError(f"The embedded PostgreSQL refused: {answer.stderr.strip()}")


@contextmanager
def running(data_dir: Path) -> Iterator[EmbeddedPostgres]:
    """Hold a lease on the server of `data_dir`; it runs until its last lease ends.

    A lease ends with the block or with its process. A server whose users were all killed waits for the next one.
    Blocks its thread while the server starts or stops. Raises `EmbeddedPostgresError`.
    """
    with explained(data_dir):
        folder = open_data_folder(data_dir)
        with locks.exclusive(folder.deciding):
            lease = locks.Lease(folder.in_use)
            try:
                server = _prepared(folder)
            except BaseException:
                _leave(folder, lease)
                raise
    try:
        yield server
    finally:
        with explained(data_dir), locks.exclusive(folder.deciding):
            _leave(folder, lease)


def _prepared(folder: DataFolder) -> EmbeddedPostgres:
    ensure_cluster(folder)
    servers.start(folder)
    password = folder.password
    values = {"user": USER, "application": APPLICATION_USER, "database": DATABASE, "password": password}
    answer = servers.query(folder, _ROLE_AND_DATABASE + _LEAKPROOF, values)
    if answer.returncode != 0:
        _log.error("PostgreSQL could not be prepared: %s", answer.stderr)
        raise failure("could not make the database of the API", answer.stderr, folder.path, folder.log)
    return EmbeddedPostgres(folder, servers.HOST, folder.port, USER, password)


def _leave(folder: DataFolder, lease: locks.Lease) -> None:
    if lease.give_up():
        servers.stop(folder)
