"""What every test may ask for: a PostgreSQL, a database of its own worker, and a user nobody else is."""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from impl import migrations
from impl.database import Database
from impl.embedded import running
from impl.logs import hand_to_standard_library

ROOT = Path(__file__).parent.parent

hand_to_standard_library()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def empty_database_url() -> Iterator[str]:
    """A database without tables, on the server that the workers of a run share; or TEST_DATABASE_URL."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    name = f"test_{uuid.uuid4().hex[:12]}"
    # Not below pytest's own folder: as root, PostgreSQL runs under another account, which may not go there.
    with running(ROOT / ".data" / "tests") as postgres:
        postgres.create_database(name)
        yield postgres.url(name)
        postgres.drop_database(name)


@pytest.fixture(scope="session")
def database_url(empty_database_url: str) -> str:
    """A migrated database. Tests keep apart by their users."""
    migrations.upgrade(empty_database_url)
    return empty_database_url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def user() -> str:
    """A user that no other test has."""
    return f"user-{uuid.uuid4().hex}"
