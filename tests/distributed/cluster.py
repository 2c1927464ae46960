"""What the coordinator says of the shards and their nodes."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg

_SHARDS = """
SELECT shardid, nodename || ':' || nodeport AS node
FROM pg_dist_shard_placement JOIN pg_dist_shard USING (shardid) WHERE logicalrelid = CAST($1 AS regclass)
"""


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection, which is closed at the end."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def on_shards(connection: asyncpg.Connection, table: str, sql: str) -> list[str]:
    """Run a query on every shard of a table, whose name is `%s` in it; return the one value of each."""
    rows = await connection.fetch("SELECT success, result FROM run_command_on_shards($1, $2)", table, sql)
    assert rows
    assert all(row["success"] for row in rows), rows
    return [row["result"] for row in rows]


async def nodes_of_shards(connection: asyncpg.Connection, table: str) -> Mapping[int, str]:
    """Return the node of each shard of a table."""
    return {row["shardid"]: row["node"] for row in await connection.fetch(_SHARDS, table)}


async def node_of(connection: asyncpg.Connection, table: str, user: str) -> str:
    """Return the node that has a user's rows of a table."""
    shard: int = await connection.fetchval(
        "SELECT get_shard_id_for_distribution_column(CAST($1 AS regclass), $2::text)", table, user
    )
    return (await nodes_of_shards(connection, table))[shard]
