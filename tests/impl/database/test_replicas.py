"""FR-510 to FR-513: reads from real replicas, by streaming replication."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import select
from sqlmodel import col
from structlog.testing import capture_logs

from impl.database import replicas as module
from impl.database.database import Database
from impl.database.errors import DatabaseUnavailable
from impl.database.positions import Positions, SharedPositions
from impl.database.replicas import Replica
from impl.database.shared_positions import RedisPositions
from impl.database.statement import reading
from impl.storage.errors import TaskNotFound
from impl.storage.tables import TaskTable
from impl.storage.tasks import TaskStore
from tests.impl.limits.redis_server import RedisServer
from tests.support.databases import PATIENT, url_with
from tests.support.programs import skipping
from tests.support.relay import relay
from tests.support.replication import Replication, replication

pytestmark = pytest.mark.slow
USERS = ("ada", "bob", "eve", "joe")


@pytest.fixture(scope="module")
def servers() -> Iterator[Replication]:
    """A primary, a replica that is close behind, and one that is a second behind."""
    with replication("0", "1s") as found:
        yield found


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many reads each replica has answered."""
    counts: Counter[str] = Counter()
    send = module._send

    async def count(
        replica: Replica, position: int, read: Callable[[asyncpg.Connection], Awaitable[Any]]
    ) -> object | None:
        answer = await send(replica, position, read)
        counts[replica.name] += answer is not None
        return answer

    monkeypatch.setattr(module, "_send", count)
    return counts


@asynccontextmanager
async def instance(servers: Replication, positions: SharedPositions | None = None) -> AsyncIterator[Database]:
    urls = [replica.url() for replica in servers.replicas]
    database = Database(servers.primary.url(), PATIENT, replica_urls=urls, positions=positions)
    try:
        yield database
    finally:
        await database.close()


async def _create(database: Database, user: str) -> int:
    async with database.session(user) as session:
        return (await TaskStore(session, user).create_task({"title": "0"})).id


async def _write(database: Database, user: str, task: int, title: str) -> None:
    async with database.session(user) as session:
        await TaskStore(session, user).update_task(task, {"title": title}, None)


async def _read(database: Database, user: str, task: int) -> str:
    async with database.session(user) as session:
        try:
            return (await TaskStore(session, user).get_task(task)).title
        except TaskNotFound:
            return "nothing"


async def _stale_reads(databases: list[Database], seed: int, steps: int = 80) -> list[str]:
    """What users have read that was older than what they had written, each of whom uses every instance in turn."""
    stale: list[str] = []

    async def use(user: str) -> None:
        chosen = random.Random(f"{seed} {user}")
        task = await _create(chosen.choice(databases), user)
        written = 0
        for _ in range(steps):
            database = chosen.choice(databases)
            if chosen.random() < 0.1:
                written += 1
                await _write(database, user, task, str(written))
            elif chosen.random() < 0.1:
                await asyncio.sleep(chosen.random() / 5)
            else:
                read = await _read(database, user, task)
                if read != str(written):
                    stale.append(f"{user} read {read} after {written}")

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
        task = await _create(database, "ada")
        while not served.total():
            await _read(database, "ada", task)
        before = served.total()
        for _ in range(50):
            await _read(database, "ada", task)
    assert served.total() == before + 50


async def test_killed_replicas_cost_no_error_and_come_back(servers: Replication, served: Counter[str]) -> None:
    """FR-513: the primary serves the reads, and replicas that are back are used again by themselves."""
    async with instance(servers) as database:
        task = await _create(database, "ada")

        async def read_until(enough: Callable[[], bool]) -> None:
            while not enough():
                assert await _read(database, "ada", task) == "0"
                await asyncio.sleep(0.01)

        await read_until(lambda: served.total() > 5)
        with capture_logs() as logs:
            for replica in servers.replicas:
                await asyncio.to_thread(replica.stop)
            for _ in range(50):
                assert await _read(database, "ada", task) == "0"
            at_most = served.total()
            for replica in servers.replicas:
                await asyncio.to_thread(replica.start)
            await read_until(lambda: served.total() > at_most + 5)
    assert [line["event"] for line in logs if line["replica"].endswith(f":{servers.replicas[0].port}")] == [
        "replica is not used",
        "replica is used again",
    ]


async def test_a_hanging_replica_costs_no_error(
    servers: Replication, monkeypatch: pytest.MonkeyPatch, served: Counter[str]
) -> None:
    """FR-513: the primary serves the read when the replica does not answer in time."""
    monkeypatch.setattr(module, "_READ_SECONDS", 0.2)
    async with relay(servers.replicas[0].port) as proxy:
        urls = [url_with(servers.replicas[0].url(), port=proxy.port)]
        database = Database(servers.primary.url(), PATIENT, replica_urls=urls)
        try:
            task = await _create(database, "ada")
            while not served.total():
                await _read(database, "ada", task)
            proxy.delay = 60
            with capture_logs() as logs:
                assert await _read(database, "ada", task) == "0"
            assert [line["event"] for line in logs] == ["replica is not used"]
        finally:
            await database.close()


async def test_row_level_security_holds_on_a_replica(servers: Replication, served: Counter[str]) -> None:
    """FR-510: a statement without a condition finds the rows of its reader there, and no others."""
    every = reading(select(col(TaskTable.user_id).label("owner")))

    async def owners(database: Database, user: str) -> set[str]:
        async with database.session(user) as session:
            return {row["owner"] for row in await session.read(every, {})}

    async with instance(servers) as database:
        for user in USERS[:2]:
            await _create(database, user)
            before = served.total()
            while served.total() < before + 3:
                assert await owners(database, user) == {user}


async def test_a_lost_answer_to_a_commit_keeps_the_user_on_the_primary(
    servers: Replication, served: Counter[str]
) -> None:
    """FR-510: the write may be done or not, so no position is known to include it."""
    async with relay(servers.primary.port) as proxy:
        urls = [replica.url() for replica in servers.replicas]
        database = Database(url_with(servers.primary.url(), port=proxy.port), PATIENT, replica_urls=urls)
        try:
            task = await _create(database, "ada")
            while not served.total():
                await _read(database, "ada", task)
            proxy.losing_answer = b"COMMIT"
            with pytest.raises(DatabaseUnavailable):
                await _write(database, "ada", task, "1")
            proxy.losing_answer = None
            before = served.total()
            for _ in range(20):
                assert await _read(database, "ada", task) == "1"
                await asyncio.sleep(0.02)
            assert served.total() == before
        finally:
            await database.close()


async def test_several_replicas_may_be_behind_one_url(servers: Replication) -> None:
    """FR-510: each connection knows what its own server has replayed."""
    near, behind = servers.replicas
    async with relay(near.port) as proxy:
        url = url_with(near.url(), port=proxy.port)
        database = Database(servers.primary.url(), PATIENT, replica_urls=[url])
        try:
            task = await _create(database, "ada")
            assert database._replicas is not None
            (replica,) = database._replicas._replicas
            first = await replica.pool.acquire(60)
            proxy._upstream = "127.0.0.1", behind.port
            second = await replica.pool.acquire(60)
            await _write(database, "ada", task, "1")
            while (position := await database._replicas._positions.of("ada")) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            while not await replica.reaches(first, position):  # noqa: ASYNC110 - the server replays it
                await asyncio.sleep(0.01)
            replica.pool.release(first)
            replica.pool.release(second)  # it is lent next
            assert await _read(database, "ada", task) == "1"
        finally:
            await database.close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (lambda servers: servers.replicas[0].url("postgres"), "is above row level security"),
        (lambda servers: servers.primary.url(), "is no replica"),
    ],
    ids=["a role above the policies", "the primary itself"],
)
async def test_what_is_no_guarded_replica_is_not_used(
    servers: Replication,
    served: Counter[str],
    monkeypatch: pytest.MonkeyPatch,
    url: Callable[[Replication], str],
    reason: str,
) -> None:
    """FR-513: the log says why, once, however often it is tried, and the primary serves the reads."""
    monkeypatch.setattr(module, "_AWAY_SECONDS", 0)
    tries: list[BaseException] = []
    failed = Replica.failed

    def note(replica: Replica, error: BaseException) -> None:
        tries.append(error)
        failed(replica, error)

    monkeypatch.setattr(Replica, "failed", note)
    database = Database(servers.primary.url(), PATIENT, replica_urls=[url(servers)])
    try:
        with capture_logs() as logs:
            task = await _create(database, "ada")
            while len(tries) < 3:
                assert await _read(database, "ada", task) == "0"
                await asyncio.sleep(0.02)
    finally:
        await database.close()
    warned = [line["reason"] for line in logs if line["event"] == "replica is not used"]
    assert (len(warned), served.total()) == (1, 0)
    assert reason in warned[0]
