"""Runs PgBouncer in transaction mode in front of a database, as Neon does: with SCRAM, optional TLS and few
connections."""

import os
import pwd
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url

from tests.support.databases import url_with
from tests.support.programs import program

SERVER_CONNECTIONS = 4
_SETTINGS = """
[databases]
{name} = host={host} port={port} dbname={name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
pool_mode = transaction
default_pool_size = {connections}
max_client_conn = 500
auth_type = scram-sha-256
auth_file = {users}
query_wait_timeout = 60
{tls}
"""


@contextmanager
def pgbouncer(urls: list[str], tls: tuple[Path, Path] | None = None) -> Iterator[list[str]]:
    """Yield the URLs of several roles of one database, changed to go through PgBouncer. Raises MissingProgram."""
    command = program("pgbouncer", package="pgbouncer")
    parsed = [make_url(url) for url in urls]
    # PgBouncer refuses to run as root, and its account must be able to read its files.
    account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        port = _free_port()
        (folder / "users").write_text("".join(f'"{url.username}" "{url.password}"\n' for url in parsed))
        (folder / "settings").write_text(_settings(parsed[0], port, folder, tls))
        for path in (folder, *folder.iterdir()):
            if account is not None:
                os.chown(path, account.pw_uid, account.pw_gid)
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [command, "-q", str(folder / "settings")],
                stdout=log,
                stderr=subprocess.STDOUT,
                user=None if account is None else account.pw_uid,
                group=None if account is None else account.pw_gid,
                extra_groups=None if account is None else [],
            ) as process,
        ):
            try:
                _wait(port, process, folder / "log")
                yield [url_with(url, host="localhost" if tls else "127.0.0.1", port=port) for url in urls]
            finally:
                process.kill()


def _settings(url: URL, port: int, folder: Path, tls: tuple[Path, Path] | None) -> str:
    tls_settings = ""
    if tls is not None:
        for file in tls:
            (folder / file.name).write_bytes(file.read_bytes())
        certificate, key = (folder / file.name for file in tls)
        tls_settings = (
            f"client_tls_sslmode = require\nclient_tls_cert_file = {certificate}\nclient_tls_key_file = {key}"
        )
    return _SETTINGS.format(
        name=url.database,
        host=url.host,
        port=url.port,
        listen=port,
        connections=SERVER_CONNECTIONS,
        users=folder / "users",
        tls=tls_settings,
    )


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(log.read_text(errors="replace"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
