"""A running application on the real database, and users who call it."""

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest

from tests.api.user import User
from tests.support.application import application, token
from tests.support.clients import checked_client
from tests.support.instances import instances
from tests.support.programs import skipping

CLIENT_TIMEOUT_SECONDS = 60
"""Longer than the server ever takes for an answer."""


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """One event loop for all tests here, which the application's connections belong to."""
    return "asyncio"


@dataclass(frozen=True, slots=True)
class Deployment:
    """How requests reach the server."""

    url: str
    transport: Callable[[], httpx.AsyncBaseTransport]


@pytest.fixture(scope="session", params=["one", "several"])
async def deployment(
    request: pytest.FixtureRequest, anyio_backend: str, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Deployment]:
    """An application in this process, or several instances over HTTP in turn; both must behave the same (FR-136).

    Each test creates its own users, so tests share the server and the database.
    """
    if request.param == "one":
        async with application(database_url) as app:
            yield Deployment("http://tasks.test", lambda: httpx.ASGITransport(app, raise_app_exceptions=False))
    else:
        with (
            skipping("Several instances are not tested"),
            instances(database_url, tmp_path_factory.mktemp("instances")) as several,
        ):
            yield Deployment(several.url, httpx.AsyncHTTPTransport)


@pytest.fixture
async def client(deployment: Deployment) -> AsyncIterator[Callable[[str | None], httpx.AsyncClient]]:
    """Creates clients with a token, or without one."""
    async with AsyncExitStack() as stack:

        def make(bearer: str | None) -> httpx.AsyncClient:
            http = checked_client(deployment.transport(), deployment.url, bearer)
            http.timeout = httpx.Timeout(CLIENT_TIMEOUT_SECONDS)
            stack.push_async_callback(http.aclose)
            return http

        yield make


@pytest.fixture
def user(client: Callable[[str | None], httpx.AsyncClient]) -> Callable[[str], User]:
    """Creates users for this test only; the same name gives the same user."""
    suffix = uuid.uuid4().hex

    def make(name: str) -> User:
        user_id = f"{name}|{suffix}"
        return User(client(token(user_id)), user_id)

    return make


@pytest.fixture
def ada(user: Callable[[str], User]) -> User:
    """The user of most tests."""
    return user("ada")


@pytest.fixture
def bob(user: Callable[[str], User]) -> User:
    """Another user."""
    return user("bob")


@pytest.fixture
def anonymous(client: Callable[[str | None], httpx.AsyncClient]) -> httpx.AsyncClient:
    """A client without a token."""
    return client(None)
