"""Databases for tests, on the shared embedded server or on one in another folder."""

import uuid
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from impl.database.pool import PoolLimits
from impl.migrations.privileges import declared_tables
from impl.postgres import APPLICATION_USER, LEAKPROOF, EmbeddedPostgres, running, server
from impl.postgres.cluster import SUPERUSER
from impl.postgres.databases import Databases, upgrade
from tests.support import citus

# Not below pytest's folder: as root, PostgreSQL runs as another account, which has no access to it.
SHARED = Path(__file__).parents[2] / ".data" / "tests"

TABLES = tuple(table.name for table in declared_tables())
"""All tables of the server, by name."""

PATIENT = PoolLimits(wait_seconds=60, request_seconds=60, user_queue=1000)
"""Limits with long waits, because a machine that runs many tests is slow and not overloaded."""


@contextmanager
def empty_database(folder: Path = SHARED, options: str = "") -> Iterator[str]:
    """Create a database without tables; yield its URL as the owner, and drop it at the end. `options` are those of
    CREATE DATABASE."""
    chosen = citus.chosen()
    if chosen is not None:
        with on_citus(chosen) as url:
            yield url
        return
    name = f"test_{uuid.uuid4().hex[:12]}"
    with running(folder) as postgres:
        _ask(postgres, f'CREATE DATABASE :"database" OWNER {postgres.user} {options};{LEAKPROOF}', name)
        try:
            yield postgres.url(name)
        finally:
            _ask(postgres, 'DROP DATABASE :"database" WITH (FORCE)', name)


_open_on_citus: list[str] = []


@contextmanager
def on_citus(coordinator: str) -> Iterator[str]:
    """Use the one database of the cluster; yield its URL as the owner. One that is open already has its tables again
    afterwards, but no rows."""
    citus.make_empty(coordinator)
    owner = citus.owner_of(coordinator)
    _open_on_citus.append(owner)
    try:
        yield owner
    finally:
        _open_on_citus.pop()
        if _open_on_citus:
            citus.make_empty(coordinator)
            migrate(owner)
        else:
            citus.remove(coordinator)


def migrate(owner: str) -> Databases:
    """Migrate a database as `tasks-api migrate` does; return its URLs as the server's role and as the owner."""
    urls = Databases(server_url(owner), owner)
    upgrade(urls)
    return urls


def superuser_url(owner: str) -> str:
    """Return the URL of the same database as a superuser."""
    if citus.chosen():
        return str(citus.chosen())
    password = (SHARED / "superuser-password").read_text(encoding="utf-8").strip()
    return url_with(owner, username=SUPERUSER, password=password)


def _ask(postgres: EmbeddedPostgres, sql: str, database: str) -> None:
    """Run a statement as the superuser, for the database of this name."""
    done = server.query(postgres.folder, sql, {"database": database})
    assert done.returncode == 0, done.stderr


@contextmanager
def migrated_database(folder: Path = SHARED) -> Iterator[Databases]:
    """Create a database with its tables; yield its URLs as the server's role and as the owner."""
    with empty_database(folder) as owner:
        yield migrate(owner)


@asynccontextmanager
async def seeing_all(owner: str, tables: Sequence[str] = TABLES) -> AsyncIterator[asyncpg.Connection]:
    """A transaction in which the owner of the tables, whose URL it is, sees and writes the rows of all users.

    It ends with all policies in force again. A revision that lacks some of the tables, or their policies, will do.
    While others write, name the tables in the order in which writers lock them.
    """
    connection = await asyncpg.connect(owner)
    try:
        async with connection.transaction():
            found = await connection.fetch(
                "SELECT relname FROM pg_class WHERE relname = ANY($1) AND relforcerowsecurity", tables
            )
            forced = [table for table in tables if table in {row["relname"] for row in found}]
            for table in forced:
                await connection.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            yield connection
            for table in forced:
                await connection.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    finally:
        await connection.close()


def server_url(owner: str) -> str:
    """Return the URL of the same database as the server's role."""
    return url_with(owner, username=APPLICATION_USER)


def url_with(url: str, **parts: object) -> str:
    """Return the URL with other parts."""
    return make_url(url).set(**parts).render_as_string(hide_password=False)  # type: ignore[arg-type]
