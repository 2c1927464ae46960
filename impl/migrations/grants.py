"""Lets the role of the server do what it does."""

import asyncio

from sqlalchemy import text

from impl.migrations.engine import transaction
from impl.migrations.errors import NoSuchRoleError
from impl.migrations.privileges import declared_tables


def grant(url: str, role: str) -> None:
    """Let a role serve tasks, as the owner of the tables, whose `url` is. Again is no harm.

    Blocks; not for a running event loop. Raises NoSuchRoleError, DatabaseUnavailable, MigrationFailed.
    """
    asyncio.run(_grant(url, role))


async def _grant(url: str, role: str) -> None:
    async with transaction(url) as connection:
        known = text("SELECT count(*) FROM pg_roles WHERE rolname = :role")
        if not await connection.scalar(known, {"role": role}):
            raise NoSuchRoleError(f"There is no role {role}. Make it: CREATE ROLE {role} LOGIN PASSWORD '…'")
        quoted = connection.dialect.identifier_preparer.quote_identifier(role)
        for table in declared_tables():
            await connection.execute(text(f"GRANT {', '.join(table.privileges)} ON {table.name} TO {quoted}"))
