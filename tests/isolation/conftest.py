"""A database whose policies are off for as long as a test lasts."""

from collections.abc import AsyncIterator

import pytest

from impl.database.database import Database
from tests.impl.storage.sql import execute
from tests.support.databases import PATIENT, TABLES


@pytest.fixture
async def unguarded(owner_url: str, database: Database) -> AsyncIterator[Database]:
    """The database as its owner, while its policies are off."""
    owner = Database(owner_url, PATIENT, guarded=False)
    async with owner.session() as session:
        for table in TABLES:
            await execute(session, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    yield owner
    async with owner.session() as session:
        for table in TABLES:
            await execute(session, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    await owner.close()
