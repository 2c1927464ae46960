"""FR-511 to FR-513: reads from real replicas, by streaming replication."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from impl.database import replicas as module
from impl.database.database import Database
from impl.database.positions import Positions, SharedPositions
from impl.database.replicas import Replica
from impl.database.shared_positions import RedisPositions
from impl.storage.errors import TaskNotFound
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
    """FR-511: with one process."""
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


async def test_most_reads_of_users_who_seldom_write_are_a_replicas(servers: Replication, served: Counter[str]) -> None:
    """FR-511: after a write, as soon as a replica has replayed it, the primary is not asked."""
    async with instance(servers) as database:
        task = await _create(database, "ada")
        for _ in range(100):
            await _read(database, "ada", task)
            await asyncio.sleep(0.02)
    assert served.total() > 50


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
            at_most = served.total()
            for _ in range(50):
                assert await _read(database, "ada", task) == "0"
            assert served.total() == at_most
            for replica in servers.replicas:
                await asyncio.to_thread(replica.start)
            await read_until(lambda: served.total() > at_most + 5)
    assert "replica is not used" in [line["event"] for line in logs]


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
            while not served:
                await _read(database, "ada", task)
            before = served.total()
            proxy.delay = 60
            assert await _read(database, "ada", task) == "0"
            assert served.total() == before
        finally:
            await database.close()


async def test_row_level_security_holds_on_a_replica(servers: Replication, served: Counter[str]) -> None:
    """FR-511: nobody reads the task of another user there."""
    async with instance(servers) as database:
        task = await _create(database, "ada")
        while not served.total():
            await _read(database, "ada", task)
        before = served.total()
        for _ in range(50):
            assert await _read(database, "mallory", task) == "nothing"
            await asyncio.sleep(0.02)
        assert served.total() > before


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (lambda servers: servers.replicas[0].url("postgres"), "is above row level security"),
        (lambda servers: servers.primary.url(), "is no replica"),
    ],
    ids=["a role above the policies", "the primary itself"],
)
async def test_what_is_no_guarded_replica_is_not_used(
    servers: Replication, served: Counter[str], url: Callable[[Replication], str], reason: str
) -> None:
    """FR-513: the log says why, once, and the primary serves the reads."""
    database = Database(servers.primary.url(), PATIENT, replica_urls=[url(servers)])
    try:
        with capture_logs() as logs:
            task = await _create(database, "ada")
            for _ in range(20):
                assert await _read(database, "ada", task) == "0"
                await asyncio.sleep(0.02)
    finally:
        await database.close()
    warned = [line["reason"] for line in logs if line["event"] == "replica is not used"]
    assert (len(warned), served.total()) == (1, 0)
    assert reason in warned[0]
