"""An application on the test database with a client, and the environment of a command."""

import os
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import FastAPI

from impl.auth import mint_token, secret_verifier
from impl.database.database import Database
from impl.settings import Settings, environment_variable
from impl.web.app import create_app
from tests.conftest import ROOT

SECRET = secrets.token_urlsafe(64)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return create_app(database, secret_verifier(SECRET), cors_origins=["https://app.example.com"])


@pytest.fixture
async def client(app: FastAPI, user: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of `user`, which gets a 500 response instead of the exception of a defect."""
    headers = {"Authorization": f"Bearer {mint_token(SECRET, user, 60)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tasks.test", headers=headers) as client:
        yield client


@pytest.fixture
def environment(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment without any settings except a data folder for the test, which PostgreSQL's account can reach."""
    folder = ROOT / ".data" / "commands" / re.sub(r"\W", "_", request.node.name)
    shutil.rmtree(folder, ignore_errors=True)
    ours = {environment_variable(field) for field in Settings.model_fields}
    yield {**{k: v for k, v in os.environ.items() if k not in ours}, "TASKS_DATA_DIR": str(folder)}
    shutil.rmtree(folder, ignore_errors=True)
