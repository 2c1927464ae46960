"""An issuer with a key of each kind, and for each signing method an application without a database."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from impl.auth.bearer import TokenVerifier
from impl.database.database import Database
from impl.web.app import create_app
from tests.impl.auth.issuer import Issuer
from tests.impl.auth.signing_methods import SigningMethod, by_issuer, by_secret

NOWHERE = "postgresql://nobody:nothing@127.0.0.1:1/nowhere"
KEYS = {"ed": "EdDSA", "ed2": "EdDSA", "ec": "ES256", "p384": "ES384", "rsa": "RS256", "small": "small"}


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    """An issuer with valid keys, and some keys that must not be used."""
    issuer = Issuer()
    for key_id, algorithm in KEYS.items():
        issuer.add(key_id, algorithm)
    return issuer


@pytest.fixture(scope="session")
def signing_methods(issuer: Issuer) -> dict[str, SigningMethod]:
    return {"secret": by_secret(), "issuer": by_issuer(issuer)}


@pytest.fixture(scope="session")
def apps(signing_methods: dict[str, SigningMethod]) -> dict[str, FastAPI]:
    """Applications without a reachable database: an authenticated request gets 503."""
    return {
        name: create_app(Database(NOWHERE), TokenVerifier(method.prover)) for name, method in signing_methods.items()
    }


@pytest.fixture
async def clients(apps: dict[str, FastAPI]) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    """Clients that get a 500 response instead of the exception of a defect."""
    made = {
        name: httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False), base_url="http://tasks.test"
        )
        for name, app in apps.items()
    }
    yield made
    for client in made.values():
        await client.aclose()
