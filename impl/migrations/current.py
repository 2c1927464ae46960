"""Checks with one connection whether the database is at the newest migration."""

import asyncio
from pathlib import Path

import asyncpg

from impl.database.connection import HAS_CITUS
from impl.database.errors import connect
from impl.database.url import parse_database_url
from impl.migrations.privileges import declared_tables

_VERSIONS = Path(__file__).parent / "versions"
_CURRENT = """
SELECT (SELECT array_agg(version_num::text) FROM alembic_version) = ARRAY[$1::text]
       AND (SELECT bool_and(has_table_privilege($2, name, privilege))
            FROM unnest($3::text[], $4::text[]) AS needed (name, privilege))
"""
DISTRIBUTED = "SELECT count(*) > 0 FROM pg_dist_partition WHERE logicalrelid = CAST(CAST($1 AS text) AS regclass)"
"""Selects whether a table is distributed, in a database that has Citus."""


def newest() -> str:
    """Return the newest revision: the greatest number with which a migration's file begins."""
    return max(file.name[:4] for file in _VERSIONS.glob("[0-9]*.py"))


def is_current(url: str, role: str) -> bool:
    """Return whether the tables are current, distributed if there is Citus, and `role` has all privileges. Blocks.

    Raises DatabaseUnavailable.
    """
    return asyncio.run(_is_current(url, role))


async def _is_current(url: str, role: str) -> bool:
    needed = [(table.name, privilege) for table in declared_tables() for privilege in table.privileges]
    names, each = zip(*needed, strict=True)
    connection = await connect(**parse_database_url(url).arguments(), statement_cache_size=0)
    try:
        if await connection.fetchval(_CURRENT, newest(), role, names, each) is not True:
            return False
        if not await connection.fetchval(HAS_CITUS):
            return True
        return all([await connection.fetchval(DISTRIBUTED, name) for name in dict.fromkeys(names)])
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedObjectError, asyncpg.InsufficientPrivilegeError):
        return False
    finally:
        await connection.close()
