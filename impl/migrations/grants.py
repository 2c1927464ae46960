"""Grants the server's role its privileges."""

import asyncio

from sqlalchemy import text

from impl.migrations.engine import transaction
from impl.migrations.errors import NoSuchRoleError
from impl.migrations.privileges import declared_tables


def grant(url: str, role: str) -> None:
    """Grant a role the privileges of the server. `url` connects as the owner of the tables. Idempotent.

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
