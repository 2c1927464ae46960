"""FR-033, FR-185, FR-187, FR-188: what the reference page loads and may do, and who gets a token."""

import base64
import hashlib
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from generated.contract import DOCUMENT
from impl.auth import secret_verifier
from impl.database.database import Database
from impl.server.run import docs_sign_in
from impl.settings import Settings
from impl.web import reference
from impl.web.app import create_app
from impl.web.reference import DocsSignIn
from tests.impl.conftest import SECRET
from tests.support.commands import COMMAND

TOKEN = "a.token.of.ada"
PAGE = DocsSignIn(lambda: TOKEN)
KEY = PAGE.link("").partition("key=")[2]


async def test_the_page_needs_nobody_else(client: httpx.AsyncClient) -> None:
    """It loads nothing from other servers; browsers keep its assets and revalidate them."""
    page = await client.get("/docs")
    assert page.status_code == 200
    links = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(links) == 4
    for link in [*links, "/docs/assets/swagger-ui.css"]:
        assert link.startswith("/docs/assets/")
        asset = await client.get(link)
        assert (asset.status_code, asset.headers["cache-control"]) == (200, "no-cache")
        kept = await client.get(link, headers={"If-None-Match": asset.headers["etag"]})
        assert (kept.status_code, kept.headers["cache-control"]) == (304, "no-cache")
    assert "http://" not in page.text
    assert "https://" not in page.text


async def test_the_page_may_do_nothing_more(client: httpx.AsyncClient) -> None:
    """Scripts and styles are files of this server: none is inline, and none is external."""
    page = await client.get("/docs")
    policy = dict(one.strip().split(" ", 1) for one in page.headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "connect-src": "'self'",
        "img-src": "'self' data:",
        "script-src": "'self'",
        "style-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert re.findall(r"<script(?! src=| id=\"settings\" type=\"application/json\")", page.text) == []


@pytest.fixture
def developing(database: Database) -> FastAPI:
    """An application with a token to give, and allowed origins."""
    return create_app(database, secret_verifier(SECRET), cors_origins=["https://app.example.com"], sign_in=PAGE)


@asynccontextmanager
async def browser(
    app: FastAPI, peer: str = "127.0.0.1", host: str = "127.0.0.1:8000"
) -> AsyncIterator[httpx.AsyncClient]:
    """A client that connects from `peer` to a name of the server, keeps cookies and follows redirects."""
    transport = httpx.ASGITransport(app, client=(peer, 50000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}", follow_redirects=True) as client:
        yield client


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost"])
async def test_the_printed_address_signs_in(developing: FastAPI, host: str) -> None:
    """FR-267: it redirects at once, with a cookie for this site that scripts can't read; the key is not kept."""
    async with browser(developing, host=host) as client:
        before = await client.get("/docs")
        assert (before.status_code, TOKEN in before.text) == (200, False)
        assert "open the address of this page that the server printed" in before.text
        led = await client.get(PAGE.link(""), follow_redirects=False)
        assert (led.status_code, led.headers["location"], led.content) == (303, "/docs", b"")
        assert (led.headers["cache-control"], led.headers["referrer-policy"]) == ("no-store", "no-referrer")
        cookie, *attributes = led.headers["set-cookie"].split("; ")
        assert sorted(attributes) == ["HttpOnly", "Path=/docs", "SameSite=strict"]
        assert KEY not in cookie
        page = await client.get("/docs", headers={"If-None-Match": before.headers["etag"]})
        assert (page.status_code, TOKEN in page.text) == (200, True)
        assert (page.headers["cache-control"], "etag" in page.headers) == ("no-store", False)
        assert KEY not in page.text
        assert (await client.head("/docs")).content == b""
        again = await client.get(PAGE.link(""))
        assert (again.url.path, again.url.query, TOKEN in again.text) == ("/docs", b"", True)


async def test_a_script_of_another_origin_is_not_signed_in(developing: FastAPI) -> None:
    """FR-267, FR-248: a page on another port of this machine may send the cookie along, and must not read the token."""
    async with browser(developing) as client:
        await client.get(PAGE.link(""))
        assert TOKEN in (await client.get("/docs")).text
        for origin in ("http://localhost:3000", "null"):
            assert TOKEN not in (await client.get("/docs", headers={"Origin": origin})).text


@pytest.mark.parametrize(
    "query",
    ["key=", "key=wrong", "key={short}", "key={key}x", "key=x&key={key}", "key={key}&key=x", "key=%FF", "x={key}"],
)
async def test_another_key_signs_nobody_in(developing: FastAPI, query: str) -> None:
    """FR-267: nor the key of another run of the server. It redirects as well."""
    async with browser(developing) as client:
        page = await client.get(f"/docs?{query.format(key=KEY, short=KEY[:-1])}")
        assert (page.status_code, TOKEN in page.text) == (200, False)
        assert len(client.cookies) == 0
        if query.startswith("key"):
            assert page.url.query == b""


async def test_another_cookie_signs_nobody_in(developing: FastAPI) -> None:
    """FR-267: neither the key as a cookie nor the cookie of another server on this machine."""
    for value in (KEY, "x", "", '"x"'):
        async with browser(developing) as client:
            page = await client.get("/docs", headers={"Cookie": f"tasks-docs-8000={value}; key={KEY}"})
        assert (page.status_code, TOKEN in page.text) == (200, False)


@pytest.mark.parametrize(
    ("peer", "host", "headers"),
    [
        ("192.168.0.7", "127.0.0.1:8000", {}),
        ("127.0.0.1", "192.168.0.5:8000", {}),
        ("127.0.0.1", "rebound.example:8000", {}),
        ("127.0.0.1", "localhost.example:8000", {}),
        ("127.0.0.1", "127.0.0.1:8000", {"Origin": "https://app.example.com"}),
        ("127.0.0.1", "127.0.0.1:8000", {"X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", "127.0.0.1:8000", {"Forwarded": "for=203.0.113.9"}),
    ],
)
async def test_a_token_is_for_this_machine(developing: FastAPI, peer: str, host: str, headers: dict[str, str]) -> None:
    """FR-187: neither cookie nor key works from another machine."""
    async with browser(developing) as client:
        await client.get(PAGE.link(""))
        [(name, value)] = client.cookies.items()
    async with browser(developing, peer, host) as client:
        cookie = {"Cookie": f"{name}={value}"}
        for path, more in (("/docs", cookie), (PAGE.link(""), {})):
            page = await client.get(path, headers={**headers, **more}, follow_redirects=False)
            assert (page.status_code, TOKEN in page.text, "set-cookie" in page.headers) == (200, False, False)
            assert (page.headers["cache-control"], "etag" in page.headers) == ("no-cache", True)


@pytest.mark.parametrize(
    ("settings", "host", "offered"),
    [
        ({}, "127.0.0.1", True),
        ({"TASKS_ENVIRONMENT": "development"}, "localhost", True),
        ({}, "0.0.0.0", False),
        ({"TASKS_JWT_SECRET": SECRET}, "127.0.0.1", False),
        ({"TASKS_ENVIRONMENT": "production"}, "127.0.0.1", False),
        ({"DATABASE_URL": "postgresql://tasks@db.example/tasks"}, "127.0.0.1", False),
    ],
)
def test_only_a_developers_server_gives_tokens(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], host: str, offered: bool
) -> None:
    """With a secret that it generated, and on a loopback address only."""
    for name in ("DATABASE_URL", "TASKS_ENVIRONMENT", "TASKS_JWT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert (docs_sign_in(Settings(), SECRET, host) is not None) is offered
    assert docs_sign_in(Settings(), None, host) is None


def test_the_file_says_itself_what_it_may_do() -> None:
    html = reference.static_page(DOCUMENT).html.decode()
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)[0]
    assert "default-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    scripts, styles = (
        re.findall(r"<script>(.*?)</script>", html, re.DOTALL),
        re.findall(r"<style>(.*?)</style>", html, re.DOTALL),
    )
    assert (len(scripts), len(styles)) == (2, 1)
    for text in scripts + styles:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert "@import" not in styles[0]


def test_the_command_prints_the_file(environment: dict[str, str]) -> None:
    """`make docs`: the same bytes each time, also with a server."""
    command: list[str | Path] = [COMMAND, "docs", "--server", "https://api.example.com/v1/"]
    printed = [subprocess.run(command, env=environment, capture_output=True, check=True).stdout for _ in range(2)]
    assert printed[0] == printed[1]
    assert b"connect-src https://api.example.com;" in printed[0]
    assert b'"url":"https://api.example.com/v1"' in printed[0]


@pytest.mark.parametrize("url", ["api.example.com", "ftp://api.example.com", "https://a b", "https://x; script-src *"])
def test_a_server_is_named_by_its_url(url: str) -> None:
    with pytest.raises(ValueError, match="not the URL of a server"):
        reference.static_page(DOCUMENT, server=url)
