"""FR-033, FR-185, FR-187, FR-188: what the reference page loads and may do, and who gets a token."""

import base64
import hashlib
import re
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
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
from impl.web.reference.assets import SCALAR
from tests.impl.conftest import SECRET
from tests.support.commands import COMMAND

TOKEN = "a.token.of.ada"
PAGE = DocsSignIn(lambda: TOKEN, "/opt/<bin>/tasks-api token --user NAME")
KEY = PAGE.link("").partition("key=")[2]


async def test_the_page_needs_nobody_else(client: httpx.AsyncClient) -> None:
    """FR-185: it loads four files of this server. Browsers keep them for a year, since another content has another
    address, and compare them with what the page says of them."""
    page = await client.get("/docs")
    assert page.status_code == 200
    links = re.findall(
        r'(?:src|href)="([^"]+)"(?: integrity="([^"]+)")?', page.text.partition('<script id="settings"')[0]
    )
    links += re.findall(r'<script src="([^"]+)" integrity="([^"]+)"', page.text)
    assert len(links) == 4
    for link, integrity in links:
        assert re.fullmatch(r"/docs/assets/[a-z]+\.[0-9a-f]{12}\.(js|css|svg)", link)
        asset = await client.get(link)
        assert (asset.status_code, asset.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
        digest = base64.b64encode(hashlib.sha384(asset.content).digest()).decode()
        assert integrity == f"sha384-{digest}" or link.endswith(".svg")


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("identity", False),
        ("", False),
    ],
)
async def test_what_is_sent_is_compressed_for_who_takes_that(
    client: httpx.AsyncClient, accepted: str, compressed: bool
) -> None:
    """FR-185: the page and its files (RFC 9110, section 12.5.3); each form has an entity tag of its own."""
    for path in ("/docs", SCALAR.path):
        answer = await client.get(path, headers={"Accept-Encoding": accepted})
        other = await client.get(path, headers={"Accept-Encoding": "identity" if compressed else "gzip"})
        assert (answer.headers.get("content-encoding") == "gzip") is compressed
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.content == other.content
    assert (await client.get("/docs", headers={"Accept-Encoding": "gzip"})).headers["etag"] != (
        await client.get("/docs", headers={"Accept-Encoding": "identity"})
    ).headers["etag"]
    assert int((await client.get(SCALAR.path)).headers["content-length"]) < 1_500_000


def test_scalar_is_the_one_that_its_makers_published() -> None:
    """FR-185: the package on PyPI carries the file of another registry, by other people. This is the digest of
    `dist/browser/standalone.js` in @scalar/api-reference 1.76.0 on npm (`npm pack`); a newer one is compared first."""
    assert hashlib.sha256(SCALAR.content).hexdigest() == (
        "dcb027152bf20bf2f6dcd66e8f9fb073c1a9e274cf0b94b939a7d99ab8947060"
    )
    assert find_spec("star_openapi") is None  # the framework that the package is for, which nothing here needs


async def test_the_page_may_do_nothing_more(client: httpx.AsyncClient) -> None:
    """Scripts are files of this server: none is inline, and none is external. Scalar writes styles into the page."""
    page = await client.get("/docs")
    policy = dict(one.strip().split(" ", 1) for one in page.headers["content-security-policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "connect-src": "'self'",
        "img-src": "'self' data:",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
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
    """FR-187: it redirects at once, with a cookie for this site that scripts can't read; the key is not kept.
    FR-417: the page names the command that makes tokens."""
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
        assert "<code>/opt/&lt;bin&gt;/tasks-api token --user NAME</code> prints a token" in page.text
        assert (await client.head("/docs")).content == b""
        again = await client.get(PAGE.link(""))
        assert (again.url.path, again.url.query, TOKEN in again.text) == ("/docs", b"", True)


async def test_a_script_of_another_origin_is_not_signed_in(developing: FastAPI) -> None:
    """FR-187, FR-248: a page on another port of this machine may send the cookie along, and must not read the token."""
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
    """FR-187: nor the key of another run of the server. It redirects as well."""
    async with browser(developing) as client:
        page = await client.get(f"/docs?{query.format(key=KEY, short=KEY[:-1])}")
        assert (page.status_code, TOKEN in page.text) == (200, False)
        assert len(client.cookies) == 0
        if query.startswith("key"):
            assert page.url.query == b""


async def test_another_cookie_signs_nobody_in(developing: FastAPI) -> None:
    """FR-187: neither the key as a cookie nor the cookie of another server on this machine."""
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
    assert "script-src 'sha256-" in policy
    scripts, styles = (
        re.findall(r"<script>(.*?)</script>", html, re.DOTALL),
        re.findall(r"<style>(.*?)</style>", html, re.DOTALL),
    )
    assert (len(scripts), len(styles)) == (2, 1)
    for text in scripts:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy


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
