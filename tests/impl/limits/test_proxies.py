"""FR-073: which address a request is counted for, with and without proxies, on a real server."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from impl.limits.proxies import broad_networks
from tests.support.application import server
from tests.support.clients import checked_client

ONE = {"TASKS_RATE_ADDRESS": "1/hour"}
TRUSTING = {**ONE, "TASKS_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}


@asynccontextmanager
async def guesser(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token: the first request of an address gets 401, all others 429."""
    async with checked_client(httpx.AsyncHTTPTransport(), url) as http:
        yield http


async def _status(http: httpx.AsyncClient, *forwarded_for: str, **others: str) -> int:
    """Return the status of a request with these `X-Forwarded-For` fields."""
    headers = [*(("X-Forwarded-For", value) for value in forwarded_for), *others.items()]
    return (await http.get("/api/ada/tasks", headers=headers)).status_code


@pytest.mark.parametrize("allowed", ["", "*"])
async def test_forged_header_is_ignored(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: str
) -> None:
    """FR-073: without trusted proxies the peer's address counts, whatever the header and uvicorn's variable say."""
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", allowed)
    with server(database_url, tmp_path / "log", **ONE) as url:
        async with guesser(url) as http:
            assert await _status(http) == 401
            for forged in ("203.0.113.1", "203.0.113.2, 10.0.0.1", "127.0.0.1", "", "x"):
                assert await _status(http, forged) == 429
            assert await _status(http, Forwarded="for=203.0.113.3") == 429


async def test_client_behind_trusted_proxies(database_url: str, tmp_path: Path) -> None:
    """FR-073: the rightmost address that is not a proxy's counts; what a client writes to the left is ignored."""
    with server(database_url, tmp_path / "log", **TRUSTING) as url:
        async with guesser(url) as http:
            assert await _status(http, "203.0.113.1") == 401
            for same in (
                "203.0.113.1",
                "198.51.100.9, 203.0.113.1",
                "198.51.100.8, 203.0.113.1, 10.1.2.3",
                "10.9.9.9, 203.0.113.1,10.1.2.3 , 10.1.2.4",
                "203.0.113.1:51000",
            ):
                assert await _status(http, same) == 429, same
            assert await _status(http, "198.51.100.7", "203.0.113.1", "10.1.2.3") == 429
            assert await _status(http, "203.0.113.2") == 401
            assert await _status(http, "203.0.113.1, 203.0.113.3") == 401


async def test_networks_of_ipv6(database_url: str, tmp_path: Path) -> None:
    """FR-073: all addresses of one /64 are one client."""
    with server(database_url, tmp_path / "log", **TRUSTING) as url:
        async with guesser(url) as http:
            assert await _status(http, "2001:db8:0:1::1") == 401
            assert await _status(http, "2001:db8:0:1:ffff::2") == 429
            assert await _status(http, "[2001:db8:0:1::3]:51000") == 429
            assert await _status(http, "2001:db8:0:2::1") == 401


async def test_clients_of_a_translator(database_url: str, tmp_path: Path) -> None:
    """FR-073: each counts by its IPv4 address, with or without the translator."""
    with server(database_url, tmp_path / "log", **TRUSTING) as url:
        async with guesser(url) as http:
            assert await _status(http, "64:ff9b::203.0.113.1") == 401
            assert await _status(http, "203.0.113.1") == 429
            assert await _status(http, "64:ff9b::203.0.113.2") == 401
            assert await _status(http, "2002:cb00:7102:5::9") == 429


async def test_what_is_no_address(database_url: str, tmp_path: Path) -> None:
    """FR-073: all values from a proxy that are not an address are one client."""
    with server(database_url, tmp_path / "log", **TRUSTING) as url:
        async with guesser(url) as http:
            assert await _status(http, "unknown") == 401
            assert await _status(http, "_hidden") == 429
            assert await _status(http, "203.0.113.1:x") == 429


BROAD = ("0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1", "54.0.0.0/8", "2000::/3", "2002::/16", "64:ff9b::/96")
NARROW = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fd00::/8", "127.0.0.1", "203.0.113.7", "::1"),
    # The largest networks of Cloudflare.
    *("104.16.0.0/13", "172.64.0.0/13", "2a06:98c0::/29", "64:ff9b::10.0.0.0/104"),
)


@pytest.mark.parametrize(("network", "broad"), [*((one, True) for one in BROAD), *((one, False) for one in NARROW)])
def test_networks_that_are_no_proxies(network: str, broad: bool) -> None:
    """FR-073."""
    assert broad_networks(["127.0.0.1", network]) == ([network] if broad else [])


def test_who_trusts_everybody_is_warned(database_url: str, tmp_path: Path) -> None:
    """FR-073: at the start, in a sentence that names the network."""
    with server(database_url, tmp_path / "log", TASKS_TRUSTED_PROXIES="10.0.0.0/8, 0.0.0.0/0, ::/0"):
        pass
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert [line["event"] for line in lines if line["event"].startswith("TASKS_")] == [
        "TASKS_TRUSTED_PROXIES has 0.0.0.0/0, ::/0: whoever connects from there can say that a request came from any "
        "address and over TLS, so quotas of addresses hold nobody back. Name your proxies alone."
    ]
