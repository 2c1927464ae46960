"""What every test may ask for: a PostgreSQL, a database of its own worker, and a user nobody else is."""

import logging
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from impl import migrations
from impl.database import Database
from impl.embedded import APPLICATION_USER, running
from impl.logs import hand_to_standard_library

ROOT = Path(__file__).parent.parent

hand_to_standard_library()


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """What a test does to the loggers ends with it, and so does what its set-up did."""
    hand_to_standard_library()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def empty_database_url() -> Iterator[str]:
    """A database without tables, on the server that the workers of a run share; as its owner."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    # Not below pytest's own folder: as root, PostgreSQL runs under another account, which may not go there.
    with running(ROOT / ".data" / "tests") as postgres:
        postgres.create_database(name)
        yield postgres.url(name)
        postgres.drop_database(name)


@pytest.fixture(scope="session")
def owner_url(empty_database_url: str) -> str:
    """A migrated database, as the owner of its tables."""
    migrations.upgrade(empty_database_url)
    migrations.grant(empty_database_url, APPLICATION_USER)
    return empty_database_url


@pytest.fixture(scope="session")
def database_url(owner_url: str) -> str:
    """A migrated database, as the server's own role. Tests keep apart by their users."""
    return make_url(owner_url).set(username=APPLICATION_USER).render_as_string(hide_password=False)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def user() -> str:
    """A user that no other test has."""
    return f"user-{uuid.uuid4().hex}"
