"""FR-020: whatever is not a valid token is refused, by the rules of RFC 8725, and in the words of RFC 6750."""

import base64
import hmac
import json
import re
import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest

from generated.contract import DOCUMENT

from .conftest import SECRET

HEADER: Any = DOCUMENT["components"]["headers"]["WWWAuthenticate"]["schema"]["pattern"]  # type: ignore[index,call-overload]


def claims(**changes: object) -> dict[str, object]:
    values = {"sub": "ada", "exp": int(time.time()) + 60, **changes}
    return {name: value for name, value in values.items() if value is not ...}


def signed(
    algorithm: str = "HS256", key: Any = SECRET, headers: dict[str, Any] | None = None, **changes: object
) -> str:
    return jwt.encode(claims(**changes), key, algorithm, headers)


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(header: object, payload: object) -> str:
    """A token with a true signature over whatever it says."""
    text = f"{part(header)}.{part(payload)}"
    return f"{text}.{part(hmac.digest(SECRET.encode(), text.encode(), 'sha256'))}"


HS256 = {"alg": "HS256", "typ": "JWT"}

BAD: dict[str, Callable[[], str]] = {
    "unsigned": lambda: jwt.encode(claims(), "", "none"),
    "unsigned in capitals": lambda: f"{part({'alg': 'NONE'})}.{part(claims())}.",
    "another algorithm of the family": lambda: signed("HS512"),
    "another family": lambda: raw({"alg": "RS256"}, claims()),
    "no algorithm": lambda: raw({"typ": "JWT"}, claims()),
    "algorithm is a list": lambda: raw({"alg": ["HS256"]}, claims()),
    "algorithm is null": lambda: raw({"alg": None}, claims()),
    "critical header unknown": lambda: raw({**HS256, "crit": ["x"], "x": 1}, claims()),
    "another secret": lambda: signed(key="x" * 40),
    "expired": lambda: signed(exp=int(time.time()) - 1),
    "no exp": lambda: signed(exp=...),
    "exp is a text": lambda: raw(HS256, claims(exp="tomorrow")),
    "exp is null": lambda: raw(HS256, claims(exp=None)),
    "exp is a list": lambda: raw(HS256, claims(exp=[1])),
    "exp is huge": lambda: raw(HS256, b'{"sub":"ada","exp":1e400}'),
    "not valid yet": lambda: signed(nbf=int(time.time()) + 60),
    "nbf is a text": lambda: raw(HS256, claims(nbf="x")),
    "issued in the future": lambda: raw(HS256, claims(iat="x")),
    "no sub": lambda: signed(sub=...),
    "sub is a number": lambda: raw(HS256, claims(sub=1)),
    "sub is null": lambda: raw(HS256, claims(sub=None)),
    "sub is empty": lambda: signed(sub=""),
    "sub is too long": lambda: signed(sub="x" * 129),
    "sub has a NUL": lambda: signed(sub="a\0b"),
    "payload is a list": lambda: raw(HS256, []),
    "payload is a number": lambda: raw(HS256, 1),
    "payload is not JSON": lambda: raw(HS256, b"{"),
    "payload is nested": lambda: raw(HS256, b"[" * 50_000),
    "header is a list": lambda: raw([], claims()),
    "header is not JSON": lambda: raw(b"{", claims()),
    "truncated": lambda: signed()[:-5],
    "one part": lambda: "abc",
    "four parts": lambda: f"{signed()}.x",
    "two dots": lambda: "..",
    "not base64": lambda: "a!b.c!d.e!f",
    "two tokens": lambda: f"{signed()} {signed()}",
    "not ASCII": lambda: "é.é.é",
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_401(client: httpx.AsyncClient, capfd: pytest.CaptureFixture[str], name: str) -> None:
    token = BAD[name]()
    answer = await client.get("/api/ada/tasks", headers=[(b"Authorization", f"Bearer {token}".encode())])
    assert answer.status_code == 401, answer.text
    challenge = answer.headers["www-authenticate"]
    assert re.search(HEADER, challenge)
    assert challenge.startswith('Bearer realm="tasks-api", error="invalid_token", error_description="')
    assert "Traceback" not in capfd.readouterr().err


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
