"""The application and the server under test, and tokens that they accept."""

import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fastapi import FastAPI

from impl.auth import mint_token, secret_verifier
from impl.database.database import Database
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.load import Load
from impl.limits.quota import parse_quota
from impl.telemetry.logs import configure_logging
from impl.web.app import create_app
from impl.web.drain import Drain
from tests.support.databases import PATIENT
from tests.support.processes import wait_for

Application: TypeAlias = FastAPI

PLENTY = "1000000/second"
"""A quota that no test uses up, so that responses have the rate limit headers and no request is refused."""

SECRET = "a secret of the tests, of more than 32 bytes"
CURSOR_KEY = "a key of the tests for cursors of more than 32 bytes"
SECRETS = {"TASKS_JWT_SECRET": SECRET, "TASKS_CURSOR_KEYS": CURSOR_KEY}
"""The settings without which a production server does not start."""


def token(user_id: str) -> str:
    """A valid token of a user."""
    return mint_token(SECRET, user_id, 36_000)


@asynccontextmanager
async def application(
    database_url: str,
    load: Load | None = None,
    drain: Drain | None = None,
    guarded: bool = True,
    /,
    *,
    address: str = PLENTY,
    reads: str = PLENTY,
    writes: str = PLENTY,
) -> AsyncIterator[Application]:
    """A started application on a database. It logs JSON as in production, because formatting a readable traceback is
    slow."""
    configure_logging(json=True, level="error")
    limiter = RateLimiter(Quotas(*map(parse_quota, (address, reads, writes))))
    database, verifier = Database(database_url, PATIENT, guarded=guarded), secret_verifier(SECRET)
    app = create_app(database, verifier, limiter=limiter, load=load, drain=drain, cursor_keys=[CURSOR_KEY])
    async with app.router.lifespan_context(app):
        yield app


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its URL and its process."""

    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def server(database_url: str, log: Path, **settings: str) -> Iterator[str]:
    """Run `tasks-api serve` in a process on a free port, and yield its URL."""
    with serving(database_url, log, **settings) as served:
        yield served.url


THIS_RELEASE = ("-c", "from impl.cli import main; main()")
"""Python's arguments to run this checkout's `tasks-api`."""


@contextmanager
def serving(
    database_url: str, log: Path, program: Sequence[str] = THIS_RELEASE, /, **settings: str
) -> Iterator[Server]:
    """Run `tasks-api serve` in a process on a free port, with its output in a file."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "TASKS_ENVIRONMENT": "production",
        **SECRETS,
        "TASKS_LOG_FORMAT": "json",
        "TASKS_PACE_ADDRESS": "off",
        "TASKS_RATE_ADDRESS": PLENTY,
        "TASKS_RATE_READS": PLENTY,
        "TASKS_RATE_WRITES": PLENTY,
        "TASKS_SHUTDOWN_DELAY": "0",  # no load balancer has to notice the shutdown
        **settings,
    }
    command = [sys.executable, *program, "serve", "--port", "0"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield Server(_address(process, log), process)
    finally:
        process.terminate()
        process.wait()


@contextmanager
def developing(database_url: str, owner_url: str, folder: Path, **settings: str) -> Iterator[tuple[str, str]]:
    """A server on a developer's machine, whose log is `server.log`: where it is, and what it printed at its start."""
    given = {
        "TASKS_ENVIRONMENT": "development",
        "TASKS_MIGRATION_URL": owner_url,
        "TASKS_JWT_SECRET": "",
        "TASKS_DATA_DIR": str(folder / "data"),
        "TASKS_LOG_LEVEL": "debug",
    }
    log = folder / "server.log"
    with server(database_url, log, **given, **settings) as url:
        wait_for(lambda: "makes others" in log.read_text())
        yield url, log.read_text()


def page_in(said: str) -> str:
    """The address for `/docs` that a server, or the mock, has printed; without its key, nobody is signed in."""
    found = re.search(r"http://\S+/docs\?key=\S+", said)
    assert found is not None
    return found[0]


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """Wait until the server says where it listens."""
    while process.poll() is None:
        found = re.search(r"(?:Listening on|ready at) (http://127\.0\.0\.1:[0-9]+)", log.read_text(encoding="utf-8"))
        if found:
            return found[1]
        time.sleep(0.01)
    raise RuntimeError(log.read_text(encoding="utf-8"))
