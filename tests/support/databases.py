"""Databases of a test's own, on the embedded server that all tests share or on one in another folder."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from impl import migrations
from impl.database.pool import PoolLimits
from impl.postgres import APPLICATION_USER, running
from impl.postgres.databases import Databases

# Not below pytest's own folder: as root, PostgreSQL runs under another account, which may not go there.
SHARED = Path(__file__).parents[2] / ".data" / "tests"

PATIENT = PoolLimits(wait_seconds=60, request_seconds=60, user_queue=1000)
"""A machine that is busy with tests is slow, not overloaded."""


@contextmanager
def empty_database(folder: Path = SHARED) -> Iterator[str]:
    """A database without tables, dropped at the end; its URL, as its owner."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    with running(folder) as postgres:
        postgres.create_database(name)
        try:
            yield postgres.url(name)
        finally:
            postgres.drop_database(name)


@contextmanager
def migrated_database(folder: Path = SHARED) -> Iterator[Databases]:
    """A database with its tables, as the server's own role and as their owner."""
    with empty_database(folder) as owner:
        migrations.upgrade(owner)
        migrations.grant(owner, APPLICATION_USER)
        yield Databases(server_url(owner), owner)


def server_url(owner: str) -> str:
    """The same database as the server's own role."""
    return changed(owner, username=APPLICATION_USER)


def changed(url: str, **parts: object) -> str:
    """The same URL, with other parts."""
    return make_url(url).set(**parts).render_as_string(hide_password=False)  # type: ignore[arg-type]
