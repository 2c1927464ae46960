"""The database of a Citus cluster, for the tests of one file at a time."""

from collections.abc import Iterator

import pytest

from tests.support import citus
from tests.support.databases import migrate, on_citus, server_url


@pytest.fixture(scope="session")
def coordinator() -> Iterator[str]:
    """The URL of the coordinator as a superuser, whose database no other run of tests uses meanwhile."""
    url = citus.coordinator()
    assert url is not None  # each module asks first
    with citus.exclusively(url):
        yield url


@pytest.fixture(scope="module")
def empty_database_url(coordinator: str) -> Iterator[str]:
    """The database without tables; its URL as the owner."""
    with on_citus(coordinator) as url:
        yield url


@pytest.fixture(scope="module")
def owner_url(empty_database_url: str) -> str:
    """The migrated database, as the owner of its tables."""
    return migrate(empty_database_url).owner


@pytest.fixture(scope="module")
def database_url(owner_url: str) -> str:
    """The migrated database, as the server's role."""
    return server_url(owner_url)
