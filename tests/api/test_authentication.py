"""Who may come in: 401 and 403."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest

from tests.api.operations import CALLS, Call, name_of
from tests.api.user import User
from tests.support.application import SECRET

CALL = pytest.mark.parametrize("call", CALLS, ids=name_of)
Clients = Callable[[str | None], httpx.AsyncClient]


def _signed(claims: dict[str, Any], key: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key, algorithm=algorithm)


def _claims(user: User, **changes: Any) -> dict[str, Any]:
    claims = {"sub": user.id, "exp": int(time.time()) + 600, **changes}
    return {name: value for name, value in claims.items() if value is not None}


@CALL
async def test_without_a_token(anonymous: httpx.AsyncClient, ada: User, call: Call) -> None:
    """FR-020: 401 with a bare challenge, since nothing was offered (RFC 6750, section 3.1)."""
    response = await call.send(anonymous, ada)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert "error=" not in response.headers["www-authenticate"]


@CALL
async def test_with_a_forged_token(client: Clients, ada: User, call: Call) -> None:
    """FR-020: a token that another secret has signed is not valid."""
    forged = client(_signed(_claims(ada), key="another secret of at least 32 bytes!!"))
    response = await call.send(forged, ada)
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


@pytest.mark.parametrize("scheme", ["Basic YTpi", "Bearer", "bearer", "Token x", "Bearer a b", "Bearer \u00e4", ","])
async def test_bad_header(anonymous: httpx.AsyncClient, ada: User, scheme: str) -> None:
    """FR-020, FR-029: an Authorization header of any shape is 401."""
    response = await anonymous.get(ada.tasks, headers=[(b"Authorization", scheme.encode("latin-1"))])
    assert response.status_code == 401, response.text


async def test_two_authorizations(client: Clients, ada: User) -> None:
    """FR-020: none of two tokens counts."""
    headers = [("Authorization", f"Bearer {_signed(_claims(ada))}")] * 2
    assert (await client(None).get(ada.tasks, headers=headers)).status_code == 401


@pytest.mark.parametrize("around", ["\xa0", "\x85"], ids=["NBSP", "NEL"])
async def test_what_is_no_space(client: Clients, ada: User, around: str) -> None:
    """FR-064: only spaces and tabs surround a value (RFC 9110, section 5.5), and only spaces follow the scheme."""
    good = _signed(_claims(ada))
    for value in (
        f"{around}Bearer {good}",
        f"Bearer {around}{good}",
        f"Bearer {good}{around}",
        f"Bearer{around}{good}",
    ):
        response = await client(None).get(ada.tasks, headers=[(b"Authorization", value.encode("latin-1"))])
        assert response.status_code == 401, repr(value)


async def test_spaces_around_a_token(client: Clients, ada: User) -> None:
    """FR-064: RFC 9110, section 11.4: one space or more."""
    headers = [(b"Authorization", f"Bearer   {_signed(_claims(ada))}".encode())]
    assert (await client(None).get(ada.tasks, headers=headers)).status_code == 200


@pytest.mark.parametrize("user_id", [".", "..", "a/b", "/", "a\x7fb", ""])
async def test_subject_that_no_path_can_carry(client: Clients, user_id: str) -> None:
    """FR-020: its token is refused with a sentence: no URL leads to what it would have."""
    user = User(client(_signed({"sub": user_id, "exp": int(time.time()) + 600})), user_id)
    for path in (user.tasks, "/api/%2e/tasks", "/api/%2E%2E/tasks", "/api/a%2Fb/tasks", "/api/ada/tasks"):
        if "//" not in path and "/./" not in path and "/../" not in path:
            response = await user.http.get(path)
            assert (response.status_code, response.json()["detail"]) == (401, "The token has no usable sub.")


async def test_scheme_in_lower_case(client: Clients, ada: User) -> None:
    """FR-020: the name of the scheme is case-insensitive (RFC 9110, section 11.1)."""
    headers = {"Authorization": f"bearer {_signed(_claims(ada))}"}
    assert (await client(None).get(ada.tasks, headers=headers)).status_code == 200


@CALL
async def test_path_of_another_user(bob: User, ada: User, call: Call) -> None:
    """FR-021: 403, whether or not the task is there."""
    assert (await call.send(bob.http, ada)).status_code == 403
    await ada.create()
    assert (await call.send(bob.http, ada)).status_code == 403
    assert len(await ada.listed()) == 1
    assert (await ada.read(1))["version"] == 1


async def test_who_comes_before_what(bob: User, ada: User, anonymous: httpx.AsyncClient) -> None:
    """FR-021: who may not come in learns nothing about the rest of the request."""
    for http, status in ((bob.http, 403), (anonymous, 401)):
        for response in (
            await http.post(ada.tasks, content=b"{not json"),
            await http.post(ada.tasks, content=b"x", headers={"Content-Type": "text/plain"}),
            await http.get(f"{ada.tasks}?limit=0"),
            await http.get(f"{ada.tasks}/0"),
        ):
            assert response.status_code == status


async def test_a_user_who_is_a_number(client: Clients) -> None:
    """FR-020: `sub: 1` is the user `1`, and nobody else."""
    user = User(client(_signed({"sub": 1, "exp": int(time.time()) + 600})), "1")
    other = User(client(_signed({"sub": 10, "exp": int(time.time()) + 600})), "1")
    assert (await user.create())["user_id"] == "1"
    assert (await other.http.get(other.tasks)).status_code == 403


@pytest.mark.parametrize(
    "user_id",
    [
        "auth0|abc",
        "6f1c5f0a-9f0e-4a59-9c7e-0a9b7f1f2a11",
        "a b",
        "a%2Fb",
        "Ünï",
        "🥛",
        "a+b@c.d",
        "x" * 128,
        "?#&=;",
    ],
)
async def test_user_id_is_opaque(client: Clients, user_id: str) -> None:
    """FR-020: whatever the subject is called, its percent-encoded name is its path."""
    user = User(client(_signed({"sub": user_id, "exp": int(time.time()) + 600})), user_id)
    before = len(await user.listed())
    task = await user.create()
    assert task["user_id"] == user_id
    assert len(await user.listed()) == before + 1
    assert (await user.read(task["id"])) == task
