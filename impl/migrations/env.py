"""Alembic's environment: one connection, a transaction for each migration."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from impl.migrations.engine import migrating
from impl.migrations.privileges import declared_tables

_OURS = {table.name for table in declared_tables()}


def _include(name: str | None, kind: str, parents: Any) -> bool:
    """Include only the tables of this project, because the database may have others."""
    del parents
    return kind != "table" or name in _OURS


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_name=_include,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _main() -> None:
    attributes = context.config.attributes
    async with migrating(attributes["url"], attributes["lock_timeout_ms"]) as connection:
        await connection.run_sync(_migrate)


asyncio.run(_main())
