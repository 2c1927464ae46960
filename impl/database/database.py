"""The database: a connection pool and sessions of one transaction each."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext

import asyncpg
from sqlalchemy import literal_column, select

from impl.database.connection import GUARD, HAS_CITUS, begin_sql, check_guard, guarded_tables
from impl.database.errors import FAULTS, DatabaseRefused, DatabaseUnavailable, TransactionConflict, connect, preparing
from impl.database.locale import check_locale
from impl.database.pool import ConnectionPool, PoolLimits
from impl.database.positions import Positions, SharedPositions
from impl.database.replicas import CURRENT, Replica, Replicas
from impl.database.session import OwnerSession
from impl.database.statement import Row, Statement
from impl.database.timeouts import PING_SECONDS, SERVER_TIMEOUTS
from impl.database.timestamps import set_timestamp_codec
from impl.database.turns import TooManyAtOnce, UserTurns
from impl.database.url import DatabaseUrl, DatabaseUrlError, parse_database_url
from impl.database.watch import StatementWatch

__all__ = ["Database", "DatabaseUnavailable", "PoolLimits", "TooManyAtOnce", "TransactionConflict"]
_ANSWER = Statement(select(literal_column("1")))


class Database:
    """A pool of connections to one PostgreSQL database, opened on demand."""

    def __init__(
        self,
        url: str,
        limits: PoolLimits | None = None,
        *,
        guarded: bool = True,
        pooled: bool | None = None,
        watch: StatementWatch | None = None,
        waiting: Callable[[], AbstractContextManager[None]] = nullcontext,
        replica_urls: Sequence[str] = (),
        positions: SharedPositions | None = None,
    ) -> None:
        """With `guarded`, every new connection checks that the tables exist and row level security applies to the role.

        `pooled` says that there is a pooler in transaction mode before the database; by default the name of the host
        decides. `watch` observes the statements. While a request waits for the user's earlier ones, it is inside the
        context manager `waiting()`. Reads of a user go to a replica that has replayed the user's last write, whose
        position `positions` shares with other processes. Raises DatabaseUrlError for a URL that is not supported.
        """
        limits = limits or PoolLimits()
        target = parse_database_url(url)
        self._pooled = target.pooled if pooled is None else pooled
        self._guarded = guarded
        self._has_citus = False
        self._pool = ConnectionPool(_opener(target, limits, self._check, pooled=self._pooled), limits)
        self._replicas: Replicas | None = None
        if replica_urls:
            replicas = [_replica(one, limits, guarded=guarded) for one in replica_urls]
            self._replicas = Replicas(replicas, Positions(self._position, positions))
        self._turns = UserTurns(limits.user_share, limits.user_queue, waiting)
        self._watch = watch or StatementWatch()

    def session(self, owner: str | None = None) -> OwnerSession:
        """Open a transaction, which is committed at the end, or rolled back on any exception.

        It can read and write only the rows of `owner`, and none without one (row level security). It takes a connection
        at its first statement. Raises DatabaseUnavailable, TransactionConflict, TooManyAtOnce.
        """
        return OwnerSession(
            self._pool, self._turns, owner, self._watch, begin_sql=self._begin_sql, replicas=self._replicas
        )

    async def ping(self, seconds: float = PING_SECONDS) -> None:
        """Check in one round trip that the database answers and that row level security still applies (FR-030).

        Raises DatabaseUnavailable after `seconds`, and DatabaseRefused if row level security does not apply.
        """
        try:
            async with asyncio.timeout(seconds), self.session() as session:
                statement, values = (GUARD, guarded_tables()) if self._guarded else (_ANSWER, {})
                (row,) = await session.read(statement, values)
        except TimeoutError as error:
            raise DatabaseUnavailable from error
        if self._guarded:
            self._judge(row)

    async def prove(self) -> None:
        """Connect once, and check the locale of the database. Raises DatabaseRefused, DatabaseUnavailable."""
        connection = await self._pool.acquire(self._pool.limits.request_seconds)
        try:
            async with asyncio.timeout(self._pool.limits.request_seconds):
                await check_locale(connection)
        except (TimeoutError, *FAULTS) as error:
            raise DatabaseUnavailable from error
        finally:
            self._pool.discard(connection)

    def usage(self) -> tuple[int, int, int]:
        """Return the numbers of idle connections, of used ones, and of waiting requests."""
        return self._pool.usage()

    async def close(self) -> None:
        """Close the connections to the database and its replicas."""
        if self._replicas is not None:
            await self._replicas.aclose()
        await self._pool.close()

    def _begin_sql(self, owner: str | None) -> str:
        return begin_sql(owner, pooled=self._pooled, distributed=self._has_citus)

    async def _check(self, connection: asyncpg.Connection) -> None:
        """Check a new connection. Raises DatabaseRefused, DatabaseUnavailable."""
        if self._guarded:
            self._judge(await _guard(connection))
        else:
            self._judge_citus(await connection.fetchval(HAS_CITUS))

    def _judge(self, row: Row) -> None:
        """Check the row of `GUARD`. Raises DatabaseRefused."""
        check_guard(row)
        self._judge_citus(row["citus"])

    def _judge_citus(self, found: bool) -> None:
        """Remember whether the database has Citus. Raises DatabaseRefused if it can't have replicas for it."""
        if found and self._replicas is not None:
            raise DatabaseRefused(
                "TASKS_REPLICA_URLS: a replica of Citus's coordinator has no position for what its workers hold, so "
                "users could read older data than they wrote. Leave it out: reads are spread over the workers."
            )
        self._has_citus = found

    async def _position(self) -> int:
        """Return the position of the primary in its WAL. Raises DatabaseUnavailable."""
        async with self.session() as session:
            ((position,),) = await session.read(CURRENT, {})
        return int(position)


def _opener(
    target: DatabaseUrl,
    limits: PoolLimits,
    check: Callable[[asyncpg.Connection], Awaitable[None]],
    *,
    pooled: bool,
) -> Callable[[], Awaitable[asyncpg.Connection]]:
    """Return a function that opens a connection and checks it."""
    arguments = target.arguments()
    arguments["timeout"] = min(arguments.get("timeout", limits.request_seconds), limits.request_seconds)
    if pooled:
        # The next transaction may run on another connection, without these settings and prepared statements.
        arguments["statement_cache_size"] = 0
    else:
        arguments["max_cached_statement_lifetime"] = 0  # as long as their connection
        arguments["server_settings"] = {"timezone": "UTC", **target.startup, **SERVER_TIMEOUTS}

    async def open_connection() -> asyncpg.Connection:
        connection = await connect(**arguments)
        with preparing(connection):
            await check(connection)
        return await set_timestamp_codec(connection)

    return open_connection


async def _guard(connection: asyncpg.Connection) -> Row:
    row: Row = await connection.fetchrow(GUARD.text, *GUARD.arguments(guarded_tables()))
    return row


def _replica(url: str, limits: PoolLimits, *, guarded: bool) -> Replica:
    """Return a replica with its pool, whose connections ask for its position. Raises DatabaseUrlError."""
    target = parse_database_url(url, "TASKS_REPLICA_URLS")
    if target.pooled:
        raise DatabaseUrlError(
            "TASKS_REPLICA_URLS: a pooler gives a connection to another server without a sign, so it would not be "
            "known what that one has replayed. Name the replicas themselves."
        )
    replica = Replica(" ".join(f"{host}:{port}" for host, port in target.hosts))

    async def check(connection: asyncpg.Connection) -> None:
        if guarded:
            check_guard(await _guard(connection))
        await replica.check(connection)

    replica.pool = ConnectionPool(_opener(target, limits, check, pooled=False), limits)
    return replica
