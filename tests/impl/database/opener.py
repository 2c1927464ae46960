"""Connections that are opened for a pool, without a database."""

import asyncio
from typing import Any


class Connection:
    """What a pool needs of one."""

    def __init__(self) -> None:
        self.closed = False
        self.in_transaction = False

    def is_closed(self) -> bool:
        return self.closed

    def is_in_transaction(self) -> bool:
        return self.in_transaction

    def terminate(self) -> None:
        self.closed = True

    async def close(self, timeout: float) -> None:  # noqa: ASYNC109 - asyncpg's
        self.closed = True


class Opener:
    """Opens connections, as long as nothing is wrong."""

    def __init__(self) -> None:
        self.opened: list[Connection] = []
        self.fault: Exception | None = None
        self.held: asyncio.Event | None = None

    async def __call__(self) -> Any:
        if self.held is not None:
            await self.held.wait()
        if self.fault is not None:
            raise self.fault
        self.opened.append(Connection())
        return self.opened[-1]

    @property
    def alive(self) -> int:
        return sum(not connection.closed for connection in self.opened)
