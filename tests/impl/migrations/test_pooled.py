"""FR-102, FR-035: migrations through a pooler, and the settings of a server behind one."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest

from impl import migrations
from impl.postgres import APPLICATION_USER
from impl.postgres.databases import Databases, upgrade
from tests.conftest import ROOT
from tests.faults.pgbouncer import pgbouncer
from tests.support.databases import empty_database, server_url
from tests.support.programs import skipping

UPGRADE = "import sys; from impl.postgres.databases import *; upgrade(Databases(*sys.argv[1:], pooled=True))"


@pytest.fixture
def owner() -> Iterator[str]:
    with empty_database() as url:
        yield url


@pytest.fixture
def pooled(owner: str) -> Iterator[Databases]:
    """The URLs of both roles through PgBouncer."""
    with (
        skipping("Migrations through a pooler are not tested"),
        pgbouncer([server_url(owner), owner]) as (server_pooled, owner_pooled),
    ):
        yield Databases(server_pooled, owner_pooled, pooled=True)


def timeouts(url: str) -> list[str]:
    async def ask() -> list[str]:
        connection = await asyncpg.connect(url)
        names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        found = [await connection.fetchval(f"SHOW {name}") for name in names]
        await connection.close()
        return found

    return asyncio.run(ask())


@pytest.mark.parametrize("url", ["{}?pgbouncer=true", "{}"])
def test_the_role_of_the_server_keeps_its_timeouts(owner: str, url: str) -> None:
    """FR-109: they are set for the role, because a pooler does not pass them on. The owner has none."""
    server = server_url(owner)
    upgrade(Databases(url.format(server), owner))
    assert timeouts(server) == (["5s", "3s", "10s"] if "pgbouncer" in url else ["0", "0", "0"])
    assert timeouts(owner) == ["0", "0", "0"]


def test_several_processes_migrate_once_through_a_pooler(owner: str, pooled: Databases) -> None:
    """The lock belongs to a transaction, because behind a pooler a session may change with each statement."""

    def migrate(_: int) -> None:
        command = [sys.executable, "-c", UPGRADE, pooled.server, pooled.owner]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(migrate, range(3)))
    assert migrations.is_current(owner, APPLICATION_USER)
    assert migrations.is_current(pooled.owner, APPLICATION_USER)
    migrations.check(pooled.owner)
    migrations.downgrade(pooled.owner, "base")
    assert not migrations.is_current(pooled.owner, APPLICATION_USER)
    assert timeouts(server_url(owner)) == ["5s", "3s", "10s"]
