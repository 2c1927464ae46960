"""The transaction of a request. A request that only reads runs one statement without a transaction."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import TypeVar, TypeVarTuple

import asyncpg

from impl.database.errors import FAULTS, ROLLED_BACK, is_lost, is_passing, unavailable
from impl.database.pool import ConnectionPool
from impl.database.positions import Write
from impl.database.replicas import Replicas
from impl.database.statement import READER, Row, Statement
from impl.database.turns import UserTurns
from impl.database.watch import StatementWatch

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class OwnerSession:
    """A transaction that can read and write only the rows of `owner`, and none without one (row level security).

    It takes a connection at its first statement and uses it for at most `PoolLimits.request_seconds`. At the end it is
    committed, or rolled back on any exception. Raises DatabaseUnavailable, TransactionConflict if repeating the whole
    transaction may help, and TooManyAtOnce at its first statement.

    The number of concurrent sessions of one owner is limited. A session without an owner belongs to the server itself
    and gets the next free connection.
    """

    __slots__ = (
        "_begin_sql",
        "_connection",
        "_ends",
        "_fault",
        "_has_turn",
        "_is_certain",
        "_owner",
        "_pool",
        "_replicas",
        "_turns",
        "_watch",
        "_write",
    )

    def __init__(
        self,
        pool: ConnectionPool,
        turns: UserTurns,
        owner: str | None,
        watch: StatementWatch,
        *,
        begin_sql: Callable[[str | None], str],
        replicas: Replicas | None = None,
    ) -> None:
        self._pool = pool
        self._turns = turns
        self._has_turn = False
        self._watch = watch
        self._owner = owner
        self._begin_sql = begin_sql
        self._connection: asyncpg.Connection | None = None
        self._ends = 0.0
        self._fault: BaseException | None = None
        self._replicas = replicas if owner else None
        self._write: Write | None = None
        self._is_certain = True

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
            if self._replicas is not None and self._write is not None:
                await self._replicas.end_write(self._write, is_certain=self._is_certain)
        if error is not None and error is self._fault:
            if is_passing(error):
                raise unavailable(error) from error
            raise error

    async def read(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement made by `reading` in one round trip, or in the transaction if there is one."""
        values = {**values, READER: self._owner or ""}
        if self._connection is not None:
            return await self._fetch(self._connection, statement, values)
        if self._replicas is not None:
            await self._wait_for_turn()
            # The primary needs time too, if the replica does not answer.
            send = partial(self._fetch, statement=statement, values=values)
            found = await self._replicas.read(self._owner or "", send, self._left() / 2)
            if found is not None:
                return found
            self._fault = None
        connection, rows = await self._first(self._fetch, statement, values)
        self._pool.release(connection)
        return rows

    async def run(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement in the transaction, and begin it before the first one."""
        if self._connection is None:
            if self._replicas is not None and self._write is None:
                self._write = self._replicas.begin_write(self._owner or "")
            self._connection, _ = await self._first(self._begin)
        return await self._fetch(self._connection, statement, values)

    async def _first(
        self, send: Callable[[asyncpg.Connection, *Ts], Awaitable[T]], *what: *Ts
    ) -> tuple[asyncpg.Connection, T]:
        """Wait for the owner's turn, take a connection, and send the first message of the session.

        If the connection was lost while it was idle, the message is sent again on a new one. That is safe because it is
        a read or a BEGIN. Raises TooManyAtOnce, DatabaseUnavailable, and what `send` raises.
        """
        await self._wait_for_turn()
        try:
            return await self._attempt(send, *what)
        except FAULTS as fault:
            if not is_lost(fault):
                raise
        self._pool.discard_idle()
        return await self._attempt(send, *what)

    async def _wait_for_turn(self) -> None:
        """Begin the session's time, and wait for the owner's turn. Raises TooManyAtOnce."""
        if not self._ends:
            self._ends = time.monotonic() + self._pool.limits.request_seconds
        if self._owner and not self._has_turn:
            if not self._turns.enter(self._owner):
                await self._turns.wait(self._owner, min(self._pool.limits.wait_seconds, self._left()))
            self._has_turn = True

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
        """Return the remaining time in seconds."""
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
            verb = text.partition(";")[0]  # the rest of a BEGIN contains the owner
            self._watch.finished(verb, verb, started, fault)
        return status

    async def _begin(self, connection: asyncpg.Connection) -> str:
        return await self._execute(connection, self._begin_sql(self._owner))

    async def _commit(self, connection: asyncpg.Connection) -> BaseException | None:
        """Commit. Return the exception if it failed or its outcome is unknown."""
        try:
            if await self._execute(connection, "COMMIT") != "COMMIT":
                # A statement had failed, and its caller has ignored the exception.
                self._fault = asyncpg.InFailedSQLTransactionError("the transaction was rolled back")
                raise self._fault
        except FAULTS as fault:
            self._is_certain = isinstance(fault, ROLLED_BACK)
            self._pool.discard(connection)
            return fault
        except BaseException:
            self._is_certain = False
            self._pool.discard(connection)
            raise
        self._pool.release(connection)
        return None

    async def _take_back(self, connection: asyncpg.Connection, error: BaseException) -> None:
        """Roll back, or close the connection if a statement may still be running on it."""
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
