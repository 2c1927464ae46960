"""The transaction of a request: begun by its first write, or not at all where one statement reads."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import TypeVar, TypeVarTuple

import asyncpg

from impl.database.connection import begin_sql
from impl.database.errors import FAULTS, is_lost, is_passing, unavailable
from impl.database.pool import ConnectionPool
from impl.database.statement import READER, Row, Statement
from impl.database.turns import UserTurns
from impl.database.watch import StatementWatch

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class OwnerSession:
    """Statements that see and write the rows of `owner`, and none at all without one.

    It takes no connection before its first statement, and from then on no longer than `PoolLimits.request_seconds`. At
    its end it commits what it has written, or takes it back where there was any exception. Raises DatabaseUnavailable,
    TransactionConflict where it may help to do the whole of it again, and at its first statement TooManyAtOnce.

    An owner's session is one of so many at once. One without an owner is the server's own, and goes before all others.
    """

    __slots__ = ("_connection", "_ends", "_fault", "_has_turn", "_owner", "_pool", "_pooled", "_turns", "_watch")

    def __init__(
        self, pool: ConnectionPool, turns: UserTurns, owner: str | None, watch: StatementWatch, *, pooled: bool
    ) -> None:
        self._pool = pool
        self._turns = turns
        self._has_turn = False
        self._watch = watch
        self._owner = owner
        self._pooled = pooled
        self._connection: asyncpg.Connection | None = None
        self._ends = 0.0
        self._fault: BaseException | None = None

    async def __aenter__(self) -> "OwnerSession":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._connection is not None:
                connection, self._connection = self._connection, None
                if error is None:
                    error = await self._commit(connection)
                else:
                    await self._take_back(connection, error)
        finally:
            if self._has_turn:
                self._has_turn = False
                self._turns.leave(self._owner or "")
        if error is not None and error is self._fault:
            if is_passing(error):
                raise unavailable(error) from error
            raise error

    async def read(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement of `reading` alone, in one round trip, or in the transaction if that has begun."""
        values = {**values, READER: self._owner or ""}
        if self._connection is not None:
            return await self._fetch(self._connection, statement, values)
        connection, rows = await self._first(self._fetch, statement, values)
        self._pool.release(connection)
        return rows

    async def run(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement in the transaction, which the first of them begins."""
        if self._connection is None:
            begin = begin_sql(self._owner, pooled=self._pooled)
            self._connection, _ = await self._first(self._execute, begin)
        return await self._fetch(self._connection, statement, values)

    async def _first(
        self, send: Callable[[asyncpg.Connection, *Ts], Awaitable[T]], *what: *Ts
    ) -> tuple[asyncpg.Connection, T]:
        """Send the first thing of the session, for which it waits its turn and takes a connection.

        If that has died while nobody used it, the same is sent again on a new one: being a read or a BEGIN, it does
        nothing twice. Raises TooManyAtOnce, DatabaseUnavailable, and what `send` raises.
        """
        if not self._ends:
            self._ends = time.monotonic() + self._pool.limits.request_seconds
        if self._owner and not self._has_turn:
            if not self._turns.enter(self._owner):
                await self._turns.wait(self._owner, min(self._pool.limits.wait_seconds, self._left()))
            self._has_turn = True
        try:
            return await self._attempt(send, *what)
        except FAULTS as fault:
            if not is_lost(fault):
                raise
        self._pool.discard_idle()
        return await self._attempt(send, *what)

    async def _attempt(
        self, send: Callable[[asyncpg.Connection, *Ts], Awaitable[T]], *what: *Ts
    ) -> tuple[asyncpg.Connection, T]:
        connection = self._pool.take() or await self._pool.acquire(self._left(), ahead=self._owner is None)
        try:
            return connection, await send(connection, *what)
        except asyncpg.PostgresError:
            self._pool.release(connection)
            raise
        except BaseException:
            self._pool.discard(connection)
            raise

    def _left(self) -> float:
        """Seconds until it has taken too long."""
        return self._ends - time.monotonic()

    async def _fetch(
        self, connection: asyncpg.Connection, statement: Statement, values: Mapping[str, object]
    ) -> Sequence[Row]:
        arguments = statement.arguments(values)
        started, fault = time.perf_counter(), None
        try:
            rows: Sequence[Row] = await connection.fetch(statement.text, *arguments, timeout=self._left())
        except FAULTS as error:
            self._fault = fault = error
            raise
        finally:
            self._watch.finished(statement.verb, statement.text, started, fault)
        return rows

    async def _execute(self, connection: asyncpg.Connection, text: str) -> str:
        started, fault = time.perf_counter(), None
        try:
            status: str = await connection.execute(text, timeout=self._left())
        except FAULTS as error:
            self._fault = fault = error
            raise
        finally:
            verb = text.partition(";")[0]  # what follows a BEGIN names the owner
            self._watch.finished(verb, verb, started, fault)
        return status

    async def _commit(self, connection: asyncpg.Connection) -> BaseException | None:
        """Why it could not be committed, or is not known to be."""
        try:
            if await self._execute(connection, "COMMIT") != "COMMIT":
                # A statement had failed, and whoever ran it has told nobody.
                self._fault = asyncpg.InFailedSQLTransactionError("the transaction was rolled back")
                raise self._fault
        except FAULTS as fault:
            self._pool.discard(connection)
            return fault
        except BaseException:
            self._pool.discard(connection)
            raise
        self._pool.release(connection)
        return None

    async def _take_back(self, connection: asyncpg.Connection, error: BaseException) -> None:
        """By PostgreSQL where the connection is between statements, else by the end of the connection."""
        answers = self._fault is None or isinstance(self._fault, asyncpg.PostgresError)
        if not isinstance(error, Exception) or not answers or connection.is_closed():
            self._pool.discard(connection)
            return
        try:
            await connection.execute("ROLLBACK", timeout=self._left())
        except FAULTS:
            self._pool.discard(connection)
        except BaseException:
            self._pool.discard(connection)
            raise
        else:
            self._pool.release(connection)
