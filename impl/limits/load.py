"""Counts the requests that this process works on, and refuses more than it can handle."""

from contextvars import ContextVar
from math import inf
from types import TracebackType

import structlog

from impl.telemetry.counted_log import CountedLog


class Overloaded(Exception):
    """The process is working on as many requests as it may; nothing was done for this one."""


class Work:
    """One request: whether it counts as load now, and whether its answer has begun."""

    counts = False
    ended = False


_NO_REQUEST = Work()
_NO_REQUEST.ended = True
_work: ContextVar[Work] = ContextVar("work", default=_NO_REQUEST)


class Load:
    """The requests in flight, and the limit above which new ones are refused (FR-128).

    A request is in flight from its admission, which is after the authentication, until its answer begins. It does not
    count while it waits for anything other than this process and its database (FR-210). Requests that are never
    admitted (health, documents, unknown paths, bad tokens) never count.

    With the default limit of twice the database connections, at most as many requests wait for a connection as have
    one. So an admitted request takes at most twice its time, however many are sent.
    """

    def __init__(self, max_in_flight: int | None = None) -> None:
        """`max_in_flight` is the limit; with None no request is refused."""
        self.in_flight = 0
        self.shed = 0
        self._max_in_flight = inf if max_in_flight is None else max_in_flight
        self._shed_log = CountedLog(self._report)
        self._log = structlog.get_logger("tasks_api.load")

    def begin(self) -> Work:
        """Create the work of a request that has arrived. It does not count yet, and is the current context's work."""
        work = Work()
        _work.set(work)
        return work

    def check(self) -> None:
        """Raise Overloaded if there is no room for one more request.

        The log gets one line for each second in which requests are refused, with their number.
        """
        if self.in_flight >= self._max_in_flight:
            self.shed += 1
            self._shed_log.add()
            raise Overloaded

    def admit(self) -> None:
        """Count the current request from now on. Raises Overloaded if there is no room for it."""
        if self.in_flight >= self._max_in_flight:
            self.check()
        work = _work.get()
        if not work.counts and not work.ended:
            work.counts = True
            self.in_flight += 1

    def pause(self, work: Work) -> bool:
        """Stop counting a request until `resume`. Return whether it was counted."""
        if not work.counts:
            return False
        work.counts = False
        self.in_flight -= 1
        return True

    def resume(self, work: Work) -> None:
        """Count a request again, unless its answer has begun in the meantime."""
        if not work.counts and not work.ended:
            work.counts = True
            self.in_flight += 1

    def end(self, work: Work) -> None:
        """The answer to a request begins, or there is none; from now on it does not count."""
        work.ended = True
        if work.counts:
            work.counts = False
            self.in_flight -= 1

    def waiting(self) -> "Waiting":
        """Return a context manager in which the current request does not count: `with load.waiting(): …`.

        It is for waiting for something that is neither this process's work nor its database's, such as the keys of a
        token's issuer or the user's other requests. Such a wait needs a limit of its own. It has no effect for a
        request that does not count and outside of a request. It raises nothing, and afterwards the request counts even
        if there is no room.
        """
        return Waiting(self, _work.get())

    def _report(self, count: int) -> None:
        self._log.warning("overloaded", shed=count, in_flight=self.in_flight)


class Waiting:
    """A block in which a request does not count as load; see `Load.waiting`."""

    __slots__ = ("_counted", "_load", "_work")

    def __init__(self, load: Load, work: Work) -> None:
        self._load = load
        self._work = work
        self._counted = False

    def __enter__(self) -> None:
        self._counted = self._load.pause(self._work)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._counted:
            self._load.resume(self._work)
