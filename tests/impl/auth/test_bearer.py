"""FR-020: how a token is sent (RFC 6750). tests/impl/auth/test_vectors.py tests its content."""

import time

import httpx
import jwt
import pytest

from tests.impl.conftest import SECRET


def signed(key: str = SECRET) -> str:
    return jwt.encode({"sub": "ada", "exp": int(time.time()) + 60}, key, "HS256")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Basic YTpi", "Token abc", "bearerabc"])
async def test_another_scheme_is_401(client: httpx.AsyncClient, given: str) -> None:
    answer = await client.get("/api/ada/tasks", headers={"Authorization": given})
    assert answer.status_code == 401
    assert "Bearer and one token" in answer.json()["detail"]


async def test_without_a_token_the_challenge_says_no_error(client: httpx.AsyncClient) -> None:
    """RFC 6750, section 3.1."""
    del client.headers["authorization"]
    answer = await client.get("/api/ada/tasks")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="tasks-api"')


async def test_two_authorizations_are_401(client: httpx.AsyncClient) -> None:
    headers = [("Authorization", f"Bearer {signed()}")] * 2
    del client.headers["authorization"]
    assert (await client.get("/api/ada/tasks", headers=headers)).status_code == 401


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "BEARER   {}", " Bearer {} "])
async def test_a_good_token_is_good(client: httpx.AsyncClient, form: str) -> None:
    answer = await client.get("/api/ada/tasks", headers={"Authorization": form.format(signed())})
    assert answer.status_code == 200


async def test_no_token_is_logged(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    for token in (signed(), signed(key="x" * 40), "plain-token"):
        await client.get("/api/ada/tasks", headers={"Authorization": f"Bearer {token}"})
        assert token not in caplog.text


async def test_a_path_of_another_user_is_403_whatever_else_is_wrong(client: httpx.AsyncClient) -> None:
    """FR-021."""
    answer = await client.post("/api/somebody-else/tasks?limit=x", content=b"{", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 403
    assert "db;dur=0.0" in answer.headers["server-timing"]
