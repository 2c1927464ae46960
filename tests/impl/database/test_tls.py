"""FR-101: over a network a database must prove its identity, unless its URL says otherwise."""

import asyncio
import os
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from impl.database.database import Database
from impl.database.errors import DatabaseRefused, DatabaseUnavailable, connect
from impl.database.url import parse_database_url
from impl.migrations import is_current, upgrade
from tests.impl.database.certificates import Authority
from tests.support.application import SECRETS
from tests.support.commands import COMMAND
from tests.support.databases import url_with
from tests.support.relay import relay

NAME = "db.example.com"
PROVING = ["sslmode=require", "sslmode=verify-full", "channel_binding=require"]


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def speaking_tls(authority: Authority, host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue(host))
    return context


@pytest.fixture
async def url(database_url: str, authority: Authority) -> AsyncIterator[str]:
    """The database behind TLS, with a certificate for localhost that this authority has given."""
    port = make_url(database_url).port or 5432
    async with relay(port, tls=speaking_tls(authority, "localhost")) as proxy:
        yield url_with(database_url, host="localhost", port=proxy.port)


async def ask(url: str) -> bool:
    """Return whether the answer came over TLS. Raises DatabaseUnavailable."""
    connection = await connect(**parse_database_url(url).arguments())
    assert await connection.fetchval("SELECT 1") == 1
    over_tls = connection._transport.get_extra_info("ssl_object") is not None
    await connection.close()
    return over_tls


@pytest.mark.parametrize("more", [*PROVING, "sslmode=verify-ca"])
async def test_a_server_that_the_root_vouches_for(url: str, authority: Authority, more: str) -> None:
    assert await ask(f"{url}?{more}&sslrootcert={authority.file}")


async def test_the_server_of_another_authority(url: str, tmp_path: Path) -> None:
    other = Authority(tmp_path, "other")
    for mode in ("require", "verify-ca", "verify-full"):
        with pytest.raises(DatabaseRefused, match="not the one it should be"):
            await ask(f"{url}?sslmode={mode}&sslrootcert={other.file}")


async def test_a_certificate_for_another_name(database_url: str, authority: Authority) -> None:
    """Also with `require`, where libpq would not check it. verify-ca with its own root checks only the authority."""
    port = make_url(database_url).port or 5432
    async with relay(port, tls=speaking_tls(authority, NAME)) as proxy:
        wrong = url_with(database_url, host="localhost", port=proxy.port)
        for mode in ("require", "verify-full"):
            with pytest.raises(DatabaseRefused, match="localhost"):
                await ask(f"{wrong}?sslmode={mode}&sslrootcert={authority.file}")
        assert await ask(f"{wrong}?sslmode=verify-ca&sslrootcert={authority.file}")


@pytest.mark.parametrize("more", [*PROVING[1:], "sslmode=verify-ca", "sslrootcert=system&sslmode=verify-ca"])
async def test_the_roots_of_the_system_do_not_know_it(url: str, more: str) -> None:
    """The system's root certificates do not trust this authority."""
    with pytest.raises(DatabaseRefused, match="not the one it should be"):
        await ask(f"{url}?{more}")


async def test_on_this_machine_nothing_is_proven_unless_asked_for(url: str) -> None:
    """Loopback connections need no proof; if the URL asks for TLS, it is used."""
    for more in ("", "?sslmode=prefer", "?sslmode=require"):
        assert await ask(f"{url}{more}")


REMOTE = [
    f"postgresql://{NAME}/x",
    f"postgresql://{NAME}/x?sslmode=require",
    f"postgresql://{NAME}/x?sslmode=verify-ca",
    f"postgresql://{NAME}/x?sslmode=verify-full",
    f"postgresql://{NAME}/x?ssl=true",
    f"postgresql://localhost,{NAME}/x",
    f"postgresql:///x?host={NAME}",
    "postgresql://10.0.0.1/x",
    "postgresql://[2001:db8::1]/x",
    "postgresql://localhost.example.com/x",
]


@pytest.mark.parametrize("url", REMOTE)
def test_another_machine_is_proven_by_its_name_and_the_roots_of_the_system(url: str) -> None:
    context = parse_database_url(url).tls["ssl"]
    assert (context.check_hostname, context.verify_mode) == (True, ssl.CERT_REQUIRED)
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_who_says_so_asks_for_no_proof(mode: str) -> None:
    assert parse_database_url(f"postgresql://{NAME}/x?sslmode={mode}").tls == {"ssl": mode}


@pytest.mark.parametrize("more", PROVING)
async def test_a_server_without_tls(database_url: str, more: str) -> None:
    """It is refused with a sentence for the operator."""
    with pytest.raises(DatabaseRefused, match="does not speak TLS"):
        await ask(f"{database_url}?{more}")
    for mode in ("disable", "allow", "prefer"):
        assert not await ask(f"{database_url}?sslmode={mode}")


async def test_the_pool_and_migrations_speak_it(url: str, owner_url: str, authority: Authority) -> None:
    """FR-100: both use the same translation of the URL."""
    url = url_with(owner_url, host="localhost", port=make_url(url).port)
    proven = f"{url}?sslmode=verify-full&sslrootcert={authority.file}"
    database = Database(proven, guarded=False)
    await database.ping()
    await database.close()
    assert not await asyncio.to_thread(is_current, proven, "nobody_of_this_name")
    with pytest.raises(DatabaseRefused):
        await asyncio.to_thread(upgrade, f"{url}?sslmode=verify-full")
    unproven = Database(f"{url}?sslmode=verify-full")
    with pytest.raises(DatabaseUnavailable):
        await unproven.ping()
    await unproven.close()


async def test_a_client_proves_itself(database_url: str, authority: Authority) -> None:
    """Client certificates: sslcert and sslkey."""
    context = speaking_tls(authority, "localhost")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(authority.file)
    certificate, key = authority.issue("client")
    async with relay(make_url(database_url).port or 5432, tls=context) as proxy:
        url = (
            f"{url_with(database_url, host='localhost', port=proxy.port)}?sslmode=require&sslrootcert={authority.file}"
        )
        assert await ask(f"{url}&sslcert={certificate}&sslkey={key}")
        with pytest.raises(DatabaseUnavailable):
            await ask(url)


def test_the_server_does_not_start_with_a_database_that_does_not_prove_itself(database_url: str) -> None:
    """FR-101: with a sentence that says what to do, and without the password."""
    environment = {**os.environ, "DATABASE_URL": f"{database_url}?sslmode=verify-full", **SECRETS}
    command = [str(COMMAND), "serve", "--port", "0"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "tasks-api: The database's server does not speak TLS" in done.stderr
    assert str(make_url(database_url).password) not in done.stderr
