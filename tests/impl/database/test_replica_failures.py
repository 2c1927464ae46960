"""FR-510, FR-513: replicas that fail, and answers that are lost, on real servers with streaming replication."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from impl.database import replicas as module
from impl.database.database import Database
from impl.database.errors import DatabaseUnavailable
from impl.database.replicas import Replica
from tests.impl.database.replicated import create, instance, read, write
from tests.support.databases import PATIENT, url_with
from tests.support.relay import relay
from tests.support.replication import Replication

pytestmark = pytest.mark.slow


async def test_killed_replicas_cost_no_error_and_come_back(servers: Replication, served: Counter[str]) -> None:
    """FR-513: the primary serves the reads, and replicas that are back are used again by themselves."""
    async with instance(servers) as database:
        task = await create(database, "ada")

        async def read_until(enough: Callable[[], bool]) -> None:
            while not enough():
                assert await read(database, "ada", task) == "0"
                await asyncio.sleep(0.01)

        await read_until(lambda: served.total() > 5)
        with capture_logs() as logs:
            for replica in servers.replicas:
                await asyncio.to_thread(replica.stop)
            for _ in range(50):
                assert await read(database, "ada", task) == "0"
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
            task = await create(database, "ada")
            while not served.total():
                await read(database, "ada", task)
            proxy.delay = 60
            with capture_logs() as logs:
                assert await read(database, "ada", task) == "0"
            assert [line["event"] for line in logs] == ["replica is not used"]
        finally:
            await database.close()


async def test_a_lost_answer_to_a_commit_keeps_the_user_on_the_primary(
    servers: Replication, served: Counter[str]
) -> None:
    """FR-510: the write may be done or not, so no position is known to include it."""
    async with relay(servers.primary.port) as proxy:
        urls = [replica.url() for replica in servers.replicas]
        database = Database(url_with(servers.primary.url(), port=proxy.port), PATIENT, replica_urls=urls)
        try:
            task = await create(database, "ada")
            while not served.total():
                await read(database, "ada", task)
            proxy.losing_answer = b"COMMIT"
            with pytest.raises(DatabaseUnavailable):
                await write(database, "ada", task, "1")
            proxy.losing_answer = None
            before = served.total()
            for _ in range(20):
                assert await read(database, "ada", task) == "1"
                await asyncio.sleep(0.02)
            assert served.total() == before
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
            task = await create(database, "ada")
            while len(tries) < 3:
                assert await read(database, "ada", task) == "0"
                await asyncio.sleep(0.02)
    finally:
        await database.close()
    warned = [line["reason"] for line in logs if line["event"] == "replica is not used"]
    assert (len(warned), served.total()) == (1, 0)
    assert reason in warned[0]
