"""A primary and its replicas, of PostgreSQL's own streaming replication, from the programs of the embedded server."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from impl import migrations
from impl.postgres.folder import DataFolder, open_data_folder
from tests.support.databases import SHARED
from tests.support.ports import free_port

_SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "shared_buffers": "16MB", "fsync": "off"}
_SUPERUSER, _OWNER, _ROLE = "postgres", "tasks", "tasks_app"


class Cluster:
    """One server: a primary, or a replica."""

    def __init__(self, folder: DataFolder, data: Path) -> None:
        self._folder = folder
        self._data = data
        self.port = free_port()

    def url(self, role: str = _ROLE) -> str:
        """The URL for a role, which needs no password."""
        return f"postgresql://{role}@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *arguments: str | Path) -> None:
        """Run one of PostgreSQL's programs; it has to succeed."""
        size = self._folder.log_size()
        assert self._folder.run(program, arguments), self._folder.log_since(size)

    def start(self, **settings: str) -> None:
        """Start the server, and return when it answers."""
        given = {**_SETTINGS, "port": str(self.port), **settings}
        options = " ".join(f"-c {name}='{value}'" for name, value in given.items())
        self.run("pg_ctl", "start", "-D", self._data, "-o", options, "--wait", "--silent")

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server; `immediate` is like a crash."""
        self._folder.run("pg_ctl", ["stop", "-D", self._data, "-m", mode, "--silent"])

    def execute(self, sql: str) -> object:
        """Run a statement as the superuser, and return its first value."""

        async def run() -> object:
            connection = await asyncpg.connect(self.url(_SUPERUSER))
            try:
                return await connection.fetchval(sql)
            finally:
                await connection.close()

        return asyncio.run(run())


@dataclass(frozen=True, slots=True)
class Replication:
    """A migrated primary and its replicas."""

    primary: Cluster
    replicas: tuple[Cluster, ...]


@contextmanager
def replication(*delays: str) -> Iterator[Replication]:
    """Start a migrated primary, and for each delay (`recovery_min_apply_delay`) a replica."""
    folder = open_data_folder(SHARED)
    home = Path(tempfile.mkdtemp(dir=folder.cluster_parent()))
    folder.account.give(home)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        primary = Cluster(folder, home / "primary")
        options = ("--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C")
        provider = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        primary.run("initdb", "-D", home / "primary", "-U", _SUPERUSER, *options, *provider)
        stack.callback(primary.stop)
        primary.start()
        primary.execute(f"CREATE ROLE {_OWNER} LOGIN")
        primary.execute(f"CREATE ROLE {_ROLE} LOGIN")
        primary.execute(f"ALTER DATABASE postgres OWNER TO {_OWNER}")
        primary.execute(f"ALTER SCHEMA public OWNER TO {_OWNER}")
        migrations.upgrade(primary.url(_OWNER))
        migrations.grant(primary.url(_OWNER), _ROLE)
        replicas = []
        for number, delay in enumerate(delays):
            data = home / f"replica{number}"
            source = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", _SUPERUSER)
            primary.run("pg_basebackup", "-D", data, *source, "-R", "--checkpoint=fast", "--no-sync")
            replica = Cluster(folder, data)
            stack.callback(replica.stop)
            replica.start(recovery_min_apply_delay=delay)
            replicas.append(replica)
        yield Replication(primary, tuple(replicas))
