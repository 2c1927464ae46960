"""What every test may ask for: a PostgreSQL, a database of its own worker, and a user nobody else is."""

import logging
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from impl import migrations
from impl.database.database import Database
from impl.postgres import APPLICATION_USER
from impl.telemetry.logs import route_to_standard_library
from tests.support.databases import PATIENT, empty_database, server_url

ROOT = Path(__file__).parent.parent

route_to_standard_library()


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """What a test does to the loggers ends with it, and so does what its set-up did."""
    route_to_standard_library()
    root = logging.getLogger()
    root.setLevel(logging.WARNING)  # an application that many tests share may have asked for less
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
    with empty_database() as url:
        yield url


@pytest.fixture(scope="session")
def owner_url(empty_database_url: str) -> str:
    """A migrated database, as the owner of its tables."""
    migrations.upgrade(empty_database_url)
    migrations.grant(empty_database_url, APPLICATION_USER)
    return empty_database_url


@pytest.fixture(scope="session")
def database_url(owner_url: str) -> str:
    """A migrated database, as the server's own role. Tests keep apart by their users."""
    return server_url(owner_url)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url, PATIENT)
    yield database
    await database.close()


@pytest.fixture
def user() -> str:
    """A user that no other test has."""
    return f"user-{uuid.uuid4().hex}"
