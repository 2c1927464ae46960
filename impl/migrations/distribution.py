"""Distributes the tables over the workers of Citus, by user, where the database has that extension.

All rows of a user are on one shard of each table, and those shards are on one worker.
"""

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy import Connection, text

from impl.database.connection import HAS_CITUS
from impl.database.tables import OWNER_COLUMN
from impl.migrations.current import newest
from impl.migrations.engine import migrating
from impl.migrations.privileges import declared_tables
from impl.migrations.run import LOCK_TIMEOUT_MS, retry_on_lock_timeout
from impl.migrations.shard_functions import count_on_shards

_log = structlog.get_logger("tasks_api.migrations")

_DISTRIBUTED = "SELECT CAST(logicalrelid AS text) FROM pg_dist_partition WHERE partmethod = 'h'"
_TRIGGERS = """
SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND NOT tgisinternal
"""


def distribute(url: str) -> None:
    """Distribute all tables at the newest revision that are not distributed yet. Without Citus, nothing is done.

    It is one transaction, which copies what the tables contain; nobody else uses them meanwhile. Idempotent. Blocks;
    not for a running event loop. Raises DatabaseUnavailable, MigrationFailed.
    """
    retry_on_lock_timeout(lambda: asyncio.run(_distribute(url)))


async def _distribute(url: str) -> None:
    async with migrating(url, LOCK_TIMEOUT_MS) as connection, connection.begin():
        found = await connection.run_sync(_distribute_all)
    if found:
        _log.info("the database has Citus: its workers have the tables now", tables=list(found), by=OWNER_COLUMN)


def _distribute_all(connection: Connection) -> Sequence[str]:
    """Distribute the tables; return the names of those that were not distributed."""
    if not has_citus(connection):
        return ()
    if connection.scalar(text("SELECT version_num FROM alembic_version")) != newest():
        return ()
    done = set(connection.scalars(text(_DISTRIBUTED)))
    names = [table.name for table in declared_tables()]
    left = [name for name in names if name not in done]
    triggers: list[str] = []
    for name in left:
        triggers += _without_triggers(connection, name)
        distribute_table(connection, name, next((other for other in names if other in done), None))
        done.add(name)
    if triggers:
        count_on_shards(connection)
    for trigger in triggers:
        connection.exec_driver_sql(trigger)
    return left


def has_citus(connection: Connection) -> bool:
    """Return whether the database has the extension Citus."""
    return connection.scalar(text(HAS_CITUS)) is True


def is_distributed(connection: Connection, name: str) -> bool:
    """Return whether a table is distributed."""
    return has_citus(connection) and name in connection.scalars(text(_DISTRIBUTED)).all()


def distribute_table(connection: Connection, name: str, beside: str | None) -> None:
    """Distribute a table with what it contains, beside another one.

    Meanwhile its owner sees all rows: others would be lost.
    """
    connection.exec_driver_sql(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
    connection.execute(
        text("SELECT create_distributed_table(:name, :column, colocate_with => :beside)"),
        {"name": name, "column": OWNER_COLUMN, "beside": beside or "none"},
    )
    connection.exec_driver_sql(f"SELECT truncate_local_data_after_distributing_table('{name}')")
    connection.exec_driver_sql(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def _without_triggers(connection: Connection, name: str) -> list[str]:
    """Drop the triggers of a table; return the statements that make them again."""
    found = connection.execute(text(_TRIGGERS), {"name": name}).all()
    for trigger, _ in found:
        connection.exec_driver_sql(f"DROP TRIGGER {trigger} ON {name}")
    return [statement for _, statement in found]
