"""FR-510, FR-512: reads from real replicas (streaming replication): nobody reads older than what they have written."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from impl.database.database import Database
from impl.database.positions import Positions
from impl.database.shared_positions import RedisPositions
from impl.database.statement import reading
from impl.storage.tables import TaskTable
from tests.impl.database.replicated import create, instance, read, write
from tests.impl.limits.redis_server import RedisServer
from tests.support.databases import PATIENT, url_with
from tests.support.programs import skipping
from tests.support.relay import relay
from tests.support.replication import Replication

pytestmark = pytest.mark.slow
USERS = ("ada", "bob", "eve", "joe")


async def _stale_reads(databases: list[Database], seed: int, steps: int = 80) -> list[str]:
    """What users have read that was older than what they had written, each of whom uses every instance in turn."""
    stale: list[str] = []

    async def use(user: str) -> None:
        chosen = random.Random(f"{seed} {user}")
        task = await create(chosen.choice(databases), user)
        written = 0
        for _ in range(steps):
            database = chosen.choice(databases)
            if chosen.random() < 0.1:
                written += 1
                await write(database, user, task, str(written))
            elif chosen.random() < 0.1:
                await asyncio.sleep(chosen.random() / 5)
            else:
                found = await read(database, user, task)
                if found != str(written):
                    stale.append(f"{user} read {found} after {written}")

    async with asyncio.TaskGroup() as group:
        for user in USERS:
            group.create_task(use(user))
    return stale


@pytest.mark.parametrize("seed", range(2))
async def test_nobody_reads_older_than_what_they_have_written(
    servers: Replication, served: Counter[str], seed: int
) -> None:
    """FR-510: with one process."""
    async with instance(servers) as database:
        assert await _stale_reads([database], seed) == []
    assert served.total() > 0


@pytest.mark.parametrize("seed", range(2))
async def test_nobody_reads_older_than_what_they_have_written_elsewhere(
    servers: Replication, served: Counter[str], tmp_path: Path, seed: int
) -> None:
    """FR-512: with several processes, which share the positions of writes."""
    redis = RedisServer(tmp_path)
    with skipping("reading one's writes from replicas by several processes is not tested"):
        redis.start()
    try:
        async with (
            instance(servers, RedisPositions(redis.url, 60)) as one,
            instance(servers, RedisPositions(redis.url, 60)) as other,
        ):
            assert await _stale_reads([one, other], seed) == []
    finally:
        redis.kill()
    assert served.total() > 0


async def test_a_stale_read_is_noticed(servers: Replication, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests above can fail: here a replica is used whatever it has replayed."""

    async def anything(_: Positions, user: str) -> int:
        return 0

    monkeypatch.setattr(Positions, "of", anything)
    async with instance(servers) as database:
        assert await _stale_reads([database], 1) != []


async def test_reads_are_a_replicas_once_it_has_replayed_the_last_write(
    servers: Replication, served: Counter[str]
) -> None:
    """FR-510: the primary is not asked any more."""
    async with instance(servers) as database:
        task = await create(database, "ada")
        while not served.total():
            await read(database, "ada", task)
        before = served.total()
        for _ in range(50):
            await read(database, "ada", task)
    assert served.total() == before + 50


async def test_row_level_security_holds_on_a_replica(servers: Replication, served: Counter[str]) -> None:
    """FR-510: a statement without a condition finds the rows of its reader there, and no others."""
    every = reading(select(col(TaskTable.user_id).label("owner")))

    async def owners(database: Database, user: str) -> set[str]:
        async with database.session(user) as session:
            return {row["owner"] for row in await session.read(every, {})}

    async with instance(servers) as database:
        for user in USERS[:2]:
            await create(database, user)
            before = served.total()
            while served.total() < before + 3:
                assert await owners(database, user) == {user}


async def test_several_replicas_may_be_behind_one_url(servers: Replication) -> None:
    """FR-510: each connection knows what its own server has replayed."""
    near, behind = servers.replicas
    async with relay(near.port) as proxy:
        url = url_with(near.url(), port=proxy.port)
        database = Database(servers.primary.url(), PATIENT, replica_urls=[url])
        try:
            task = await create(database, "ada")
            assert database._replicas is not None
            (replica,) = database._replicas._replicas
            first = await replica.pool.acquire(60)
            proxy._upstream = "127.0.0.1", behind.port
            second = await replica.pool.acquire(60)
            await write(database, "ada", task, "1")
            while (position := await database._replicas._positions.of("ada")) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            while not await replica.reaches(first, position):  # noqa: ASYNC110 - the server replays it
                await asyncio.sleep(0.01)
            replica.pool.release(first)
            replica.pool.release(second)  # it is lent next
            assert await read(database, "ada", task) == "1"
        finally:
            await database.close()
