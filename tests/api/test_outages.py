"""503 without the database, 500 with a defect of ours, for every operation."""

from collections.abc import AsyncIterator

import httpx
import pytest

from impl.database.session import OwnerSession
from impl.services.health import HealthService
from tests.api.operations import CALLS, Call, name_of
from tests.api.user import User
from tests.support.application import application, token
from tests.support.clients import checked_client

CALL = pytest.mark.parametrize("call", CALLS, ids=name_of)
NOWHERE = "postgresql://nobody:nothing@127.0.0.1:1/nowhere"


@pytest.fixture
async def stranded() -> AsyncIterator[User]:
    """A user of an application whose database is not there."""
    async with application(NOWHERE) as app:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with checked_client(transport, token=token("ada")) as http:
            yield User(http, "ada")


@CALL
async def test_without_the_database(stranded: User, call: Call) -> None:
    """FR-028: 503, and when to try again."""
    response = await call.send(stranded.http, stranded)
    assert (response.status_code, response.json()["type"]) == (503, "urn:tasks-api:problem:unavailable")
    assert int(response.headers["retry-after"]) >= 1


async def test_health_without_the_database(stranded: User) -> None:
    """FR-030: not ready, but alive."""
    assert (await stranded.http.get("/health/ready")).status_code == 503
    assert (await stranded.http.get("/health/live")).status_code == 200


async def test_who_comes_in_is_decided_without_the_database(stranded: User) -> None:
    """FR-021: 401, 403, 404 and 405 are decided before the database is touched."""
    assert (await stranded.http.get("/api/bob/tasks")).status_code == 403
    assert (await stranded.http.get(stranded.tasks, headers={"Authorization": "x"})).status_code == 401
    assert (await stranded.http.get("/nowhere")).status_code == 404
    assert (await stranded.http.delete(stranded.tasks)).status_code == 405
    assert (await stranded.http.post(stranded.tasks, json={})).status_code == 422


FAULT = "the secret of the defect"


def _defect(*_: object, **__: object) -> object:
    raise RuntimeError(FAULT)


# Here, where the application can be broken on purpose.
HERE = pytest.mark.parametrize("deployment", ["one"], indirect=True, scope="session")


@HERE
@CALL
async def test_with_a_defect(ada: User, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    """FR-029: a defect of ours is a 500 that tells nothing, and the server goes on."""
    await ada.create()
    with monkeypatch.context() as patch:
        for method in ("read", "run"):
            patch.setattr(OwnerSession, method, _defect)
        response = await call.send(ada.http, ada)
    assert (response.status_code, response.json()["type"]) == (500, "urn:tasks-api:problem:internal-error")
    assert FAULT not in response.text
    assert (await ada.read(1))["version"] == 1


@HERE
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_health_with_a_defect(anonymous: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """FR-029: also here."""
    for method in ("get_liveness", "get_readiness"):
        monkeypatch.setattr(HealthService, method, _defect)
    assert (await anonymous.get(path)).status_code == 500
