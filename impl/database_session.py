"""The transaction of a request: begun by its first write, or not at all where one statement reads."""

import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import asyncpg

from .database_faults import DatabaseUnavailable, is_passing
from .database_owner import beginning
from .database_pool import ConnectionPool
from .statement_watch import StatementWatch
from .storage.statements import READER, Row, Statement


class OwnerSession:
    """Statements that see and write the rows of `owner`, and none at all without one.

    It takes no connection before its first statement. At its end it commits what it has written, or takes it back where
    there was any exception. Raises DatabaseUnavailable.
    """

    __slots__ = ("_connection", "_fault", "_owner", "_pool", "_watch")

    def __init__(self, pool: ConnectionPool, owner: str | None, watch: StatementWatch) -> None:
        self._pool = pool
        self._watch = watch
        self._owner = owner
        self._connection: asyncpg.Connection | None = None
        self._fault: BaseException | None = None

    async def __aenter__(self) -> "OwnerSession":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            if error is None:
                error = await self._commit(connection)
            else:
                await self._take_back(connection, error)
        if error is not None and error is self._fault:
            if is_passing(error):
                raise DatabaseUnavailable from error
            raise error

    async def read(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement of `reading` alone, in one round trip, or in the transaction if that has begun."""
        values = {**values, READER: self._owner or ""}
        if self._connection is not None:
            return await self._fetch(self._connection, statement, values)
        connection = await self._pool.acquire()
        try:
            rows = await self._fetch(connection, statement, values)
        except asyncpg.PostgresError:
            self._pool.release(connection)
            raise
        except BaseException:
            self._pool.discard(connection)
            raise
        self._pool.release(connection)
        return rows

    async def run(self, statement: Statement, values: Mapping[str, object]) -> Sequence[Row]:
        """Run a statement in the transaction, which the first of them begins."""
        if self._connection is None:
            connection = await self._pool.acquire()
            try:
                await self._execute(connection, beginning(self._owner))
            except BaseException:
                self._pool.discard(connection)
                raise
            self._connection = connection
        return await self._fetch(self._connection, statement, values)

    async def _fetch(
        self, connection: asyncpg.Connection, statement: Statement, values: Mapping[str, object]
    ) -> Sequence[Row]:
        started, fault = time.perf_counter(), None
        try:
            rows: Sequence[Row] = await connection.fetch(statement.text, *statement.arguments(values))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            self._fault = fault = error
            raise
        finally:
            self._watch.finished(statement.verb, statement.text, started, fault)
        return rows

    async def _execute(self, connection: asyncpg.Connection, text: str) -> str:
        started, fault = time.perf_counter(), None
        try:
            status: str = await connection.execute(text)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            self._fault = fault = error
            raise
        finally:
            verb = text.partition(";")[0]  # what follows a BEGIN names the owner
            self._watch.finished(verb, verb, started, fault)
        return status

    async def _commit(self, connection: asyncpg.Connection) -> BaseException | None:
        """Why it could not be committed."""
        try:
            if await self._execute(connection, "COMMIT") != "COMMIT":
                # A statement had failed, and whoever ran it has told nobody.
                self._fault = asyncpg.InFailedSQLTransactionError("the transaction was rolled back")
                raise self._fault
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
            self._pool.discard(connection)
            return fault
        except BaseException:
            self._pool.discard(connection)
            raise
        self._pool.release(connection)
        return None

    async def _take_back(self, connection: asyncpg.Connection, error: BaseException) -> None:
        """By PostgreSQL where the connection is between statements, else by the end of the connection."""
        if not isinstance(error, Exception) or connection.is_closed():
            self._pool.discard(connection)
            return
        try:
            await connection.execute("ROLLBACK")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            self._pool.discard(connection)
        except BaseException:
            self._pool.discard(connection)
            raise
        else:
            self._pool.release(connection)
