"""A running application on the real database, and users who call it."""

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import httpx
import pytest

from tests.api.user import User
from tests.contract.application import Application, application, token
from tests.contract.clients import checked_client


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """One event loop for all tests here, which the application's connections belong to."""
    return "asyncio"


@pytest.fixture(scope="session")
async def app(anyio_backend: str, database_url: str) -> AsyncIterator[Application]:
    """The application, started. Users are made up for each test, so tests share it and the database."""
    async with application(database_url) as started:
        yield started


@pytest.fixture
async def client(app: Application) -> AsyncIterator[Callable[[str | None], httpx.AsyncClient]]:
    """Makes clients with a token of their own, or without one."""
    async with AsyncExitStack() as stack:

        def make(bearer: str | None) -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            http = checked_client(transport, token=bearer)
            stack.push_async_callback(http.aclose)
            return http

        yield make


@pytest.fixture
def user(client: Callable[[str | None], httpx.AsyncClient]) -> Callable[[str], User]:
    """Makes users of this test alone: the same name gives the same user."""
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
    """Somebody without a token."""
    return client(None)
