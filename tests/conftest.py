"""Fixtures for all tests: a PostgreSQL server, a database for each worker, and a unique user."""

import logging
import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from impl.database.database import Database
from impl.telemetry.logs import route_to_standard_library
from tests.support.databases import PATIENT, empty_database, migrate, server_url

ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the slow tests to CI, unless SLOW is set, so that all the others take less than ten minutes."""
    if os.environ.get("CI") or os.environ.get("SLOW"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: CI runs it, and so does SLOW=1 make test"))


route_to_standard_library()


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Restore the loggers after each test."""
    route_to_standard_library()
    root = logging.getLogger()
    root.setLevel(logging.WARNING)  # an application that several tests share may have changed it
    before = root.handlers[:], root.level
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def empty_database_url() -> Iterator[str]:
    """A database without tables, on the server that all workers share; its URL as the owner."""
    with empty_database() as url:
        yield url


@pytest.fixture(scope="session")
def owner_url(empty_database_url: str) -> str:
    """A migrated database, as the owner of its tables."""
    migrate(empty_database_url)
    return empty_database_url


@pytest.fixture(scope="session")
def database_url(owner_url: str) -> str:
    """A migrated database; its URL as the server's role. Tests are separated by their users."""
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
