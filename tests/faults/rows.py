"""What is in the database, whoever still serves it."""

from collections import Counter

import asyncpg

from tests.faults.scenario import Outcome
from tests.faults.traffic import Traffic


async def titles_of(database_url: str, user: str) -> Counter[str]:
    """How often each title is there, of a user's tasks."""
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute("SELECT set_config('tasks.user_id', $1, false)", user)
        return Counter(row["title"] for row in await connection.fetch("SELECT title FROM tasks"))
    finally:
        await connection.close()


async def settle(user: Traffic, database_url: str, outcome: Outcome) -> Counter[str]:
    """As `Traffic.settle`, for a server that is gone."""
    found = await titles_of(database_url, user.user)
    outcome.lost += len(user.acknowledged - found.keys())
    return found
