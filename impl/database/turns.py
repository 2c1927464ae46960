"""Limits how much of the database one user may use at once."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext


class TooManyAtOnce(Exception):
    """The user's earlier requests use all that one user may have; nothing was done for this one."""


class UserTurns:
    """Limits the concurrent transactions of one user in this process (FR-222).

    Further ones wait for their turn in order of arrival, without a connection. The number of waiting ones and their
    time are limited. Users without a transaction are not stored.
    """

    def __init__(
        self, max_active: int, max_waiting: int, waiting: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        """A waiting request is inside of the context manager `waiting()`, so that it does not count as load."""
        self._max_active = max_active
        self._max_waiting = max_waiting
        self._as_waiting = waiting
        self._working: dict[str, int] = {}
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    def __len__(self) -> int:
        """Return the number of stored users."""
        return len(self._working)

    def enter(self, user: str) -> bool:
        """Return whether the user may begin at once. If so, `leave` must be called afterwards."""
        working = self._working.get(user, 0)
        if working >= self._max_active:
            return False
        self._working[user] = working + 1
        return True

    async def wait(self, user: str, seconds: float) -> None:
        """Wait for the turn that `enter` did not give. Raises TooManyAtOnce."""
        queue = self._waiting.setdefault(user, deque())
        if len(queue) >= self._max_waiting:
            raise TooManyAtOnce
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            with self._as_waiting():
                async with asyncio.timeout(seconds):
                    await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave(user)  # the turn was given when the wait had just ended
            else:
                self._forget(user, turn)
            if isinstance(error, TimeoutError):
                raise TooManyAtOnce from error
            raise

    def leave(self, user: str) -> None:
        """End a turn, and give it to the user's request that has waited the longest."""
        queue = self._waiting.get(user)
        while queue:
            turn = queue.popleft()
            if not queue:
                del self._waiting[user]
            if not turn.done():
                turn.set_result(None)
                return
        working = self._working.pop(user) - 1
        if working:
            self._working[user] = working

    def _forget(self, user: str, turn: asyncio.Future[None]) -> None:
        queue = self._waiting.get(user, deque())
        if turn in queue:
            queue.remove(turn)
            if not queue:
                del self._waiting[user]
