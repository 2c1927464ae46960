"""Rate limits: 429, its headers, and who is counted for what."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest

from tests.api.operations import CALLS, Call, name_of
from tests.api.user import User
from tests.support.application import application, token
from tests.support.clients import checked_client

CALL = pytest.mark.parametrize("call", CALLS, ids=name_of)
# Decisions about limits need no database, and that is one of the things to be seen here.
NOWHERE = "postgresql://nobody:nothing@127.0.0.1:1/nowhere"
Clients = Callable[[str | None], httpx.AsyncClient]


@asynccontextmanager
async def limited(database_url: str = NOWHERE, **quotas: str) -> AsyncIterator[Clients]:
    """An application with quotas, and clients of it: a user's, or that of somebody without a token."""
    async with application(database_url, **quotas) as app, AsyncExitStack() as stack:

        def make(user: str | None) -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            http = checked_client(transport, token=None if user is None else token(user))
            stack.push_async_callback(http.aclose)
            return http

        yield make


def refused(response: httpx.Response, policy: str) -> None:
    """Check that a response is the 429 of a policy, and that its headers agree."""
    assert response.status_code == 429, response.text
    assert response.json()["type"] == "urn:tasks-api:problem:rate-limited"
    seconds = response.headers["retry-after"]
    assert response.headers["ratelimit"] == f'"{policy}";r=0;t={seconds}'
    assert 1 <= int(seconds) <= 3600
    assert f"in {seconds} seconds" in response.json()["detail"]


@CALL
async def test_address_that_has_used_up_its_quota(call: Call) -> None:
    """FR-070: every operation refuses it before it looks at the token, and without the database."""
    async with limited(address="1/hour") as clients:
        ada = User(clients("ada"), "ada")
        assert (await call.send(ada.http, ada)).status_code == 503
        refused(await call.send(ada.http, ada), "address")
        refused(await call.send(clients(None), ada), "address")


async def test_guessing_tokens(user: Callable[[str], User]) -> None:
    """FR-070: bad tokens use up the quota of their address as good ones do."""
    async with limited(address="5/hour") as clients:
        guesser = clients(None)
        for guess in range(5):
            response = await guesser.get("/api/ada/tasks", headers={"Authorization": f"Bearer guess{guess}"})
            assert response.status_code == 401
            assert response.headers["ratelimit"].startswith(f'"address";r={4 - guess};t=')
            assert response.headers["ratelimit-policy"] == '"address";q=5;w=3600'
        refused(await guesser.get("/api/ada/tasks", headers={"Authorization": "Bearer guess"}), "address")
        refused(await clients("ada").get("/api/ada/tasks"), "address")


@CALL
async def test_user_who_has_used_up_a_quota(call: Call) -> None:
    """FR-070: every operation refuses them, without the database; reading and writing are counted apart."""
    async with limited(reads="1/hour", writes="1/hour") as clients:
        ada = User(clients("ada"), "ada")
        assert (await call.send(ada.http, ada)).status_code == 503
        reading = call.method == "GET"
        refused(await call.send(ada.http, ada), "reads" if reading else "writes")
        other = await (ada.http.post(ada.tasks, json={"title": "t"}) if reading else ada.http.get(ada.tasks))
        assert other.status_code == 503


async def test_users_behind_one_address() -> None:
    """FR-070: a user's quota is theirs alone, wherever others come from."""
    async with limited(reads="1/hour") as clients:
        for user in ("ada", "bob"):
            assert (await clients(user).get(f"/api/{user}/tasks")).status_code == 503
            refused(await clients(user).get(f"/api/{user}/tasks"), "reads")


async def test_quota_belongs_to_the_token() -> None:
    """FR-070: who asks for somebody else's path uses up their own quota, and sees nothing of the other's."""
    async with limited(reads="2/hour") as clients:
        for _ in range(2):
            assert (await clients("bob").get("/api/ada/tasks")).status_code == 403
        refused(await clients("bob").get("/api/ada/tasks"), "reads")
        response = await clients("ada").get("/api/ada/tasks")
        assert response.status_code == 503
        assert response.headers["ratelimit"].startswith('"reads";r=1;')


async def test_refused_requests_do_not_count() -> None:
    """FR-076: nobody is kept out for longer by trying too soon."""
    async with limited(reads="1/hour") as clients:
        http = clients("ada")
        await http.get("/api/ada/tasks")
        waits = [int((await http.get("/api/ada/tasks")).headers["retry-after"]) for _ in range(20)]
        assert waits == sorted(waits, reverse=True)


@pytest.mark.parametrize("path", ["/health/live", "/openapi.yaml", "/docs", "/nowhere"])
async def test_what_is_not_limited(path: str) -> None:
    """FR-070: health, documents and what does not exist: never refused, and no quota told."""
    async with limited(address="1/hour", reads="1/hour") as clients:
        http = clients("ada")
        await http.get("/api/ada/tasks")
        for _ in range(3):
            response = await http.get(path)
            assert response.status_code in (200, 404)
            assert not {"ratelimit", "ratelimit-policy"} & set(response.headers)


async def test_headers_of_a_success(database_url: str, user: Callable[[str], User]) -> None:
    """FR-070: all policies that were applied, and what is left of the tightest, in every response."""
    async with limited(database_url, address="100/hour", reads="20/minute", writes="30/minute") as clients:
        name = user("ada").id
        ada = User(clients(name), name)
        created = await ada.http.post(ada.tasks, json={"title": "t"})
        assert created.status_code == 201
        assert created.headers["ratelimit-policy"] == '"address";q=100;w=3600, "writes";q=30;w=60'
        assert re.fullmatch('"writes";r=29;t=(59|60)', created.headers["ratelimit"])
        for left in (19, 18):
            listed = await ada.http.get(ada.tasks)
            assert listed.headers["ratelimit-policy"] == '"address";q=100;w=3600, "reads";q=20;w=60'
            assert listed.headers["ratelimit"].startswith(f'"reads";r={left};t=')


async def test_tightest_policy_is_told(user: Callable[[str], User]) -> None:
    """FR-070: the address's, when it has less left than the user."""
    async with limited(address="3/hour", reads="20/hour") as clients:
        response = await clients("ada").get("/api/ada/tasks")
        assert response.headers["ratelimit"].startswith('"address";r=2;t=')


async def test_without_quotas() -> None:
    """FR-076: each quota can be switched off; without any, nothing is refused and nothing told."""
    async with limited(address="off", reads="", writes="off") as clients:
        for _ in range(3):
            response = await clients("ada").get("/api/ada/tasks")
            assert response.status_code == 503
            assert "ratelimit" not in response.headers
