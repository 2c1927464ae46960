"""Remembers for each user the WAL position that includes the user's last write, for reads from replicas."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

_log = structlog.get_logger("tasks_api.replicas")
_MOST_USERS = 100_000
_MOST_WRITES = 100
"""The maximum number of writes of one user that are settled again after the store was lost."""
_PAUSE_SECONDS = 0.05
"""The minimum interval between two queries for the position; one answers for all users who wait for it."""
_RETRY_SECONDS = 1.0
_OUTCOME_SECONDS = 10.0
"""How long a commit without an answer may still be running: the timeouts of PostgreSQL end it before."""


class SharedPositions(Protocol):
    """The positions that several processes share."""

    async def begin_write(self, user: str) -> str:
        """Announce a write, and return its token. Every process reads the user's rows from the primary now."""
        ...

    async def settle(self, user: str, tokens: Sequence[str], position: int, asked_at: float) -> bool:
        """End the writes of these tokens, and remember the position unless a later one is known.

        Writes whose process has died are ended too, if that was before `asked_at`, a time of time.time(). Returns False
        if the store is lost.
        """
        ...

    async def of(self, user: str) -> int | None:
        """Return the position of the user's last write, or None if it is unknown or a write is running."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


class Write:
    """A user's write that may be committed: from its first statement until its transaction has ended."""

    def __init__(self, user: str, announced: "asyncio.Task[str] | None") -> None:
        self.user = user
        self.announced = announced


class Positions:
    """The position of each user's last write; it is unknown for users who have not been seen since the start.

    `current` asks the primary for its position. It is asked after a commit and not before its response is sent.
    Until it has answered, and while a write of the user is running, the position is unknown, so the primary serves the
    user's reads.
    """

    def __init__(self, current: Callable[[], Awaitable[int]], shared: SharedPositions | None = None) -> None:
        self._current = current
        self._shared = shared
        self._known: OrderedDict[str, int] = OrderedDict()
        self._writing: dict[str, int] = {}
        self._asked: dict[str, list[Write]] = {}
        self._settling: dict[str, list[Write]] = {}
        self._task: asyncio.Task[None] | None = None
        self._is_unknown = False

    async def of(self, user: str) -> int | None:
        """Return the position that a replica must have replayed to serve this user's reads, or None."""
        if user in self._writing or user in self._asked or user in self._settling:
            return None
        if self._shared is not None:
            known = await self._shared.of(user)
        elif (known := self._known.get(user)) is not None:
            self._known.move_to_end(user)
        if known is None:
            self._ask(user)
        return known

    def begin_write(self, user: str) -> Write:
        """Forget the position of a user whose transaction is about to write."""
        self._writing[user] = self._writing.get(user, 0) + 1
        self._known.pop(user, None)
        announced = None if self._shared is None else asyncio.create_task(self._shared.begin_write(user))
        return Write(user, announced)

    async def end_write(self, write: Write, *, is_certain: bool) -> None:
        """Learn the position of a write whose transaction has ended. Other processes know of it when this returns.

        If it is not certain whether it was committed, it may still be, so it counts as running for some seconds.
        """
        if is_certain:
            self._end(write)
        else:
            asyncio.get_running_loop().call_later(_OUTCOME_SECONDS, self._end, write)
        if write.announced is not None:
            await asyncio.shield(write.announced)

    async def aclose(self) -> None:
        """Stop asking for positions, and close the connections to the shared ones."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._shared is not None:
            await self._shared.aclose()

    def _end(self, write: Write) -> None:
        left = self._writing.pop(write.user) - 1
        if left:
            self._writing[write.user] = left
        self._ask(write.user, write)

    def _ask(self, user: str, *writes: Write) -> None:
        self._asked.setdefault(user, []).extend(writes)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._learn())

    async def _learn(self) -> None:
        while self._asked:
            self._settling, self._asked = self._asked, {}
            asked_at = time.time()
            try:
                position = await self._current()
                for user in [*self._settling]:
                    if not await self._settle(user, self._settling[user], position, asked_at):
                        break
                    del self._settling[user]
                self._is_unknown = False
            except Exception as error:  # noqa: BLE001 - an outage, or a database that does not tell its position
                if not self._is_unknown:
                    self._is_unknown = True
                    _log.warning("position of the primary is unknown", error=type(error.__cause__ or error).__name__)
            pause = _RETRY_SECONDS if self._settling else _PAUSE_SECONDS
            # A write that other processes still take for running is settled later; other users are asked for again by
            # their next read.
            for user, writes in self._settling.items():
                if any(write.announced is not None for write in writes) and len(self._asked) < _MOST_USERS:
                    self._asked.setdefault(user, []).extend(writes[-_MOST_WRITES:])
            self._settling = {}
            await asyncio.sleep(pause)

    async def _settle(self, user: str, writes: list[Write], position: int, asked_at: float) -> bool:
        if self._shared is not None:
            tokens = [await write.announced for write in writes if write.announced is not None]
            return await self._shared.settle(user, tokens, position, asked_at)
        if user not in self._writing and user not in self._asked:
            self._known[user] = position
            while len(self._known) > _MOST_USERS:
                self._known.popitem(last=False)
        return True
