"""FR-033, FR-185, FR-187, FR-188: what the page of the contract asks for, may do, and tells to whom."""

import base64
import hashlib
import re
import subprocess
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from generated.contract import DOCUMENT
from impl import reference
from impl.app import create_app
from impl.database import Database
from impl.server import trial
from impl.settings import Settings
from impl.tokens import secret_verifier

from .commands import COMMAND
from .conftest import SECRET

TOKEN = "a.token.of.ada"


async def test_the_page_needs_nobody_else(client: httpx.AsyncClient) -> None:
    """Nor do its assets: the browser may keep them, and asks whether they are current."""
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
    """Scripts and styles are files of this server: none is written into the page, none is anybody else's."""
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
    """An application with a token to give, and origins that may call it."""
    return create_app(database, secret_verifier(SECRET), cors_origins=["https://app.example.com"], trial=lambda: TOKEN)


@pytest.mark.parametrize(
    ("peer", "host", "headers", "offered"),
    [
        ("127.0.0.1", "localhost:8000", {}, True),
        ("127.0.0.1", "127.0.0.1:8000", {}, True),
        ("::1", "[::1]:8000", {}, True),
        ("192.168.0.7", "localhost:8000", {}, False),
        ("127.0.0.1", "192.168.0.5:8000", {}, False),
        ("127.0.0.1", "rebound.example:8000", {}, False),
        ("127.0.0.1", "localhost.example:8000", {}, False),
        ("127.0.0.1", "localhost:8000", {"Origin": "https://app.example.com"}, False),
        ("127.0.0.1", "localhost:8000", {"X-Forwarded-For": "203.0.113.9"}, False),
        ("127.0.0.1", "localhost:8000", {"Forwarded": "for=203.0.113.9"}, False),
    ],
)
async def test_a_token_is_for_this_machine(
    developing: FastAPI, peer: str, host: str, headers: dict[str, str], offered: bool
) -> None:
    transport = httpx.ASGITransport(developing, client=(peer, 50000))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        page = await client.get("/docs", headers=headers)
    assert page.status_code == 200
    assert (TOKEN in page.text) is offered
    assert page.headers["cache-control"] == ("no-store" if offered else "no-cache")
    assert ("etag" in page.headers) is not offered


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
    """By a secret that it made itself, and only where nobody else can connect."""
    for name in ("DATABASE_URL", "TASKS_ENVIRONMENT", "TASKS_JWT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert (trial(Settings(), SECRET, host) is not None) is offered
    assert trial(Settings(), None, host) is None


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
    """`make docs`: byte for byte the same each time; with the server that it is told."""
    command: list[str | Path] = [COMMAND, "docs", "--server", "https://api.example.com/v1/"]
    printed = [subprocess.run(command, env=environment, capture_output=True, check=True).stdout for _ in range(2)]
    assert printed[0] == printed[1]
    assert b"connect-src https://api.example.com;" in printed[0]
    assert b'"url":"https://api.example.com/v1"' in printed[0]


@pytest.mark.parametrize("url", ["api.example.com", "ftp://api.example.com", "https://a b", "https://x; script-src *"])
def test_a_server_is_named_by_its_url(url: str) -> None:
    with pytest.raises(ValueError, match="not the URL of a server"):
        reference.static_page(DOCUMENT, server=url)
