"""Gives the role of the server its timeouts, where a pooler keeps its connections from being told them."""

import asyncio

from sqlalchemy import text

from impl.database.timeouts import SERVER_TIMEOUTS
from impl.migrations.engine import transaction


def keep_timeouts(url: str) -> None:
    """Let every new connection of the role whose `url` is begin with them, in this database. Again is no harm.

    It is the role itself that asks, for which it needs no privilege. Blocks; not for a running event loop. Raises
    DatabaseUnavailable, MigrationFailed.
    """
    asyncio.run(_keep_timeouts(url))


async def _keep_timeouts(url: str) -> None:
    async with transaction(url) as connection:
        database = connection.dialect.identifier_preparer.quote_identifier(
            await connection.scalar(text("SELECT current_database()"))
        )
        for name, value in SERVER_TIMEOUTS.items():
            await connection.execute(text(f"ALTER ROLE CURRENT_USER IN DATABASE {database} SET {name} = {value}"))
