"""Other processes that use the embedded PostgreSQL, and what can be seen of its server from outside."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from impl.postgres import locks

Holder = subprocess.Popen[str]


@contextmanager
def holding(data_dir: Path, *arguments: str) -> Iterator[Holder]:
    """Start a process that holds a lease; it ends, at the latest, with the block."""
    command = [sys.executable, str(Path(__file__).with_name("holder.py")), str(data_dir), *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                end(process)


def url_of(process: Holder) -> str:
    """Wait for the process to hold its lease and return the URL that it got."""
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert url.startswith("postgresql://"), "the process got no server"
    return url


def end(process: Holder) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def kill(process: Holder) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def is_running(data_dir: Path) -> bool:
    return locks.is_held(data_dir / "server.lock")


def starts(data_dir: Path) -> int:
    """Return how many servers were ever started."""
    return (data_dir / "server.log").read_text().count("starting PostgreSQL")


def postmaster(data_dir: Path) -> int:
    """Return the process id of the server."""
    return int((data_dir / "cluster" / "postmaster.pid").read_text().splitlines()[0])


def kill_server(data_dir: Path) -> None:
    """Kill the server as a crash would, and wait until none of its processes is left."""
    os.kill(postmaster(data_dir), signal.SIGKILL)
    with locks.exclusive(data_dir / "server.lock"):
        pass


async def execute(url: str, sql: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        rows: list[asyncpg.Record] = await connection.fetch(sql)
        return rows
    finally:
        await connection.close()
