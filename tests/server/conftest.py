"""An application on the test database, and a client of it."""

import secrets
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from impl.app import create_app
from impl.database import Database
from impl.security import SecretVerifier, mint_token

SECRET = secrets.token_urlsafe(64)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return create_app(database, SecretVerifier(SECRET, 0), cors_origins=["https://app.example.com"])


@pytest.fixture
async def client(app: FastAPI, user: str) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks for `user`; a defect is seen as the response that a client would get."""
    headers = {"Authorization": f"Bearer {mint_token(SECRET, user, 60)}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://tasks.test", headers=headers) as client:
        yield client
