"""The database of a Citus cluster that somebody else runs, whose coordinator `TASKS_TEST_CITUS_URL` names.

The URL is of a superuser, and of a database that has the extension and its workers. One run of tests uses it at a time.
It makes its roles, drops them with all that they own, and touches no role of these names that it has not made.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import pytest
from sqlalchemy import make_url

from impl.postgres import APPLICATION_USER

URL = "TASKS_TEST_CITUS_URL"
CHOSEN = "TASKS_TEST_ON_CITUS"
"""Set for a run of tests whose databases are all this one; tests/distributed sets it."""
_OWNER = "tasks_tests"
"""The role that owns the tables. All that it owns is dropped."""
_PASSWORD = "tests"
_LOCK = 0x7461736B74  # any number, "taskt" in ASCII
_MADE = "made by the tests of the Tasks API, which drop it"
"""The comment on each role that the tests have made."""


class ForeignRole(Exception):
    """The cluster has a role of this name that the tests have not made."""


def coordinator() -> str | None:
    """Return the URL of the coordinator, as a superuser, or None if there is none."""
    return os.environ.get(URL) or None


def needed() -> None:
    """Skip the module that is being imported if there is none."""
    if coordinator() is None:
        pytest.skip(
            f"{URL} names no coordinator of a Citus cluster, as a superuser and with a database that has the "
            "extension and its workers; the tests drop all tables of their own roles in it",
            allow_module_level=True,
        )


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
        try:
            yield
        finally:
            runner.run(connection.close())


def make_empty(url: str) -> None:
    """Make the roles of the tests anew, without all that they owned. Raises ForeignRole before anything is done."""
    asyncio.run(_make_empty(url))


def remove(url: str) -> None:
    """Drop the roles and all that they own. Raises ForeignRole before anything is done."""
    asyncio.run(_remove(url))


async def _make_empty(url: str) -> None:
    await _remove(url)
    connection = await asyncpg.connect(url)
    try:
        for role in (_OWNER, APPLICATION_USER):
            async with connection.transaction():
                await connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{_PASSWORD}'")
                await connection.execute(f"COMMENT ON ROLE {role} IS '{_MADE}'")
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
        found = await connection.fetch(
            "SELECT rolname, shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = ANY($1)",
            [_OWNER, APPLICATION_USER],
        )
        for role, comment in found:
            if comment != _MADE:
                raise ForeignRole(
                    f"The cluster of {URL} has a role {role} that the tests have not made. They would drop it with all "
                    "that it owns, so use a cluster that serves nobody, or drop the role first."
                )
        for role, _ in found:
            await connection.execute(f"DROP OWNED BY {role} CASCADE")
            await connection.execute(f"DROP ROLE {role}")
    finally:
        await connection.close()
