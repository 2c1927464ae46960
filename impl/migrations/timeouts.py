"""Sets the timeouts of the server's role in the database, because connections through a pooler can't set them."""

import asyncio

from sqlalchemy import text

from impl.database.timeouts import SERVER_TIMEOUTS
from impl.migrations.engine import transaction


def keep_timeouts(url: str) -> None:
    """Set the server's timeouts for all new connections of the role of `url` to this database. Idempotent.

    The role sets them for itself, for which it needs no privilege. Blocks; not for a running event loop. Raises
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
