"""Reads rows directly from the database, when the server has stopped."""

from collections import Counter

import asyncpg

from tests.faults.scenario import Outcome
from tests.faults.traffic import Traffic


async def titles_of(database_url: str, user: str) -> Counter[str]:
    """Return how often each title is among the tasks of a user."""
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute("SELECT set_config('tasks.user_id', $1, false)", user)
        return Counter(row["title"] for row in await connection.fetch("SELECT title FROM tasks"))
    finally:
        await connection.close()


async def count_lost_rows(user: Traffic, database_url: str, outcome: Outcome) -> Counter[str]:
    """Do what `Traffic.count_lost_rows` does, for a server that has stopped."""
    found = await titles_of(database_url, user.user)
    outcome.lost += len(user.acknowledged - found.keys())
    return found
