"""The database of a Citus cluster that somebody else runs, whose coordinator `TASKS_TEST_CITUS_URL` names.

The URL is of a superuser, and of a database that has the extension and its workers. One run of tests uses it at a time.
It makes its roles, and leaves the database as it was.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from sqlalchemy import make_url

from impl.postgres import APPLICATION_USER

URL = "TASKS_TEST_CITUS_URL"
CHOSEN = "TASKS_TEST_ON_CITUS"
"""Set for a run of tests whose databases are all this one; tests/distributed sets it."""
_OWNER = "tasks_tests"
"""The role that owns the tables. All that it owns is dropped."""
_PASSWORD = "tests"
_LOCK = 0x7461736B74  # any number, "taskt" in ASCII


def coordinator() -> str | None:
    """Return the URL of the coordinator, as a superuser, or None if there is none."""
    return os.environ.get(URL) or None


def chosen() -> str | None:
    """Return this URL in a run of tests that is to use it for all its databases."""
    return coordinator() if os.environ.get(CHOSEN) else None


def owner_of(url: str) -> str:
    """Return the URL of the same database as the owner of the tables."""
    return make_url(url).set(username=_OWNER, password=_PASSWORD).render_as_string(hide_password=False)


@contextmanager
def exclusively(url: str) -> Iterator[None]:
    """Wait until no other run of tests uses the database."""
    with asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(url))
        runner.run(connection.execute(f"SELECT pg_advisory_lock({_LOCK})"))
        yield
        runner.run(connection.close())


def make_empty(url: str) -> None:
    """Make the roles of the tests, and drop all that they own."""
    asyncio.run(_make_empty(url))


def remove(url: str) -> None:
    """Drop the roles and all that they own."""
    asyncio.run(_remove(url))


async def _make_empty(url: str) -> None:
    await _remove(url)
    connection = await asyncpg.connect(url)
    try:
        for role in (_OWNER, APPLICATION_USER):
            await connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{_PASSWORD}'")
        database = f'"{make_url(url).database}"'
        for grant in (f"CREATE ON DATABASE {database}", "ALL ON SCHEMA public"):
            sql = f"GRANT {grant} TO {_OWNER}"
            await connection.execute(sql)
            # A node on which the statement has come about already refuses it.
            await connection.execute("SELECT run_command_on_workers($1)", sql)
    finally:
        await connection.close()


async def _remove(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for role in (_OWNER, APPLICATION_USER):
            if await connection.fetchval("SELECT count(*) FROM pg_roles WHERE rolname = $1", role):
                await connection.execute(f"DROP OWNED BY {role} CASCADE")
                await connection.execute(f"DROP ROLE {role}")
    finally:
        await connection.close()
