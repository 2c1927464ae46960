"""What users do on a database whose reads go to replicas."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from impl.database.database import Database
from impl.database.positions import SharedPositions
from impl.storage.errors import TaskNotFound
from impl.storage.tasks import TaskStore
from tests.support.databases import PATIENT
from tests.support.replication import Replication


@asynccontextmanager
async def instance(servers: Replication, positions: SharedPositions | None = None) -> AsyncIterator[Database]:
    urls = [replica.url() for replica in servers.replicas]
    database = Database(servers.primary.url(), PATIENT, replica_urls=urls, positions=positions)
    try:
        yield database
    finally:
        await database.close()


async def create(database: Database, user: str) -> int:
    async with database.session(user) as session:
        return (await TaskStore(session, user).create_task({"title": "0"})).id


async def write(database: Database, user: str, task: int, title: str) -> None:
    async with database.session(user) as session:
        await TaskStore(session, user).update_task(task, {"title": title}, None)


async def read(database: Database, user: str, task: int) -> str:
    async with database.session(user) as session:
        try:
            return (await TaskStore(session, user).get_task(task)).title
        except TaskNotFound:
            return "nothing"
