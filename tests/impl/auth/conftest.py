"""An issuer with a key of each kind, and servers without a database, one for each way to prove a token."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from impl.auth.cache import CachedVerifier
from impl.database.database import Database
from impl.web.app import create_app
from tests.impl.auth.issuer import Issuer
from tests.impl.auth.ways import Way, by_issuer, by_secret

NOWHERE = "postgresql://nobody:nothing@127.0.0.1:1/nowhere"
KEYS = {"ed": "EdDSA", "ed2": "EdDSA", "ec": "ES256", "p384": "ES384", "rsa": "RS256", "small": "small"}


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """With keys that must not be used among those that may."""
    issuer = Issuer()
    for key_id, algorithm in KEYS.items():
        issuer.add(key_id, algorithm)
    return issuer


@pytest.fixture(scope="session")
def ways(issuer: Issuer) -> dict[str, Way]:
    return {"secret": by_secret(), "issuer": by_issuer(issuer)}


@pytest.fixture(scope="session")
def apps(ways: dict[str, Way]) -> dict[str, FastAPI]:
    """Who comes in is decided without the database; whoever does is told that it is away."""
    return {name: create_app(Database(NOWHERE), CachedVerifier(way.prover)) for name, way in ways.items()}


@pytest.fixture
async def clients(apps: dict[str, FastAPI]) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    """A defect is seen as the response that a client would get."""
    made = {
        name: httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://tasks.test"
        )
        for name, app in apps.items()
    }
    yield made
    for client in made.values():
        await client.aclose()
