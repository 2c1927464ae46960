"""How much of the database one user has at once, so that one leaves enough for the others."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext


class TooManyAtOnce(Exception):
    """The user's earlier requests take all that one user may have; nothing was done for this one."""


class UserTurns:
    """A bound of the transactions that one user has at once in this process (FR-222).

    More wait their turn, first come, first served, without a connection; so many, and not longer than they are told to.
    Users who have no transaction are not remembered.
    """

    def __init__(
        self, at_once: int, most_waiting: int, waiting: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        """Whoever waits does so within `waiting()`, by which it is not counted as work."""
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._as_waiting = waiting
        self._working: dict[str, int] = {}
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    def __len__(self) -> int:
        """How many users are remembered."""
        return len(self._working)

    def enter(self, user: str) -> bool:
        """Whether the user may begin at once. A turn that is had is to be left."""
        working = self._working.get(user, 0)
        if working >= self._at_once:
            return False
        self._working[user] = working + 1
        return True

    async def wait(self, user: str, seconds: float) -> None:
        """Wait for the turn that `enter` did not give. Raises TooManyAtOnce."""
        queue = self._waiting.setdefault(user, deque())
        if len(queue) >= self._most_waiting:
            raise TooManyAtOnce
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            with self._as_waiting():
                async with asyncio.timeout(seconds):
                    await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave(user)  # given at the moment in which the wait ended
            else:
                self._forget(user, turn)
            if isinstance(error, TimeoutError):
                raise TooManyAtOnce from error
            raise

    def leave(self, user: str) -> None:
        """Give the turn to whoever of the user's has waited the longest."""
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
