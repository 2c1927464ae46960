"""How many requests this process works on at once, and the refusal of more."""

from contextvars import ContextVar
from math import inf
from types import TracebackType

import structlog

from impl.telemetry.counted_log import CountedLog


class Overloaded(Exception):
    """The process works on as many requests as it may; nothing was done for this one."""


class Work:
    """What one request adds to the load: one while it is worked on, nothing before, after, and while it waits."""

    counts = False
    ended = False


_NO_REQUEST = Work()
_NO_REQUEST.ended = True
_work: ContextVar[Work] = ContextVar("work", default=_NO_REQUEST)


class Load:
    """The requests in flight, and the bound above which new ones are refused (FR-128).

    A request is in flight from its admission, when it is known who asks, until its answer begins, but for the time that
    it waits for something which is neither this process nor its database (FR-210). What is never admitted, as health,
    documents, unknown paths and bad tokens, never counts.

    More than the database has connections for only wait for one. With a bound of twice as many, those that wait are no
    more than those that are worked on: an admitted request takes at most twice its time, however many are sent.
    """

    def __init__(self, most: int | None = None) -> None:
        """Without a bound nothing is refused."""
        self.in_flight = 0
        self.shed = 0
        self._most = inf if most is None else most
        self._refused = CountedLog(self._report)
        self._log = structlog.get_logger("tasks_api.load")

    def begin(self) -> Work:
        """A request has come, whose work does not count yet. It is the one of the current context."""
        work = Work()
        _work.set(work)
        return work

    def check(self) -> None:
        """Raises Overloaded where there is no room for one more request.

        Each second in which requests are refused has one line in the log, which tells how many.
        """
        if self.in_flight >= self._most:
            self.shed += 1
            self._refused.add()
            raise Overloaded

    def admit(self) -> None:
        """Count the current request from now on. Raises Overloaded where there is no room for it."""
        if self.in_flight >= self._most:
            self.check()
        work = _work.get()
        if not work.counts and not work.ended:
            work.counts = True
            self.in_flight += 1

    def pause(self, work: Work) -> bool:
        """Do not count a request for a while. Whether it was counted."""
        if not work.counts:
            return False
        work.counts = False
        self.in_flight -= 1
        return True

    def resume(self, work: Work) -> None:
        """Count a request again, unless its answer has begun meanwhile."""
        if not work.counts and not work.ended:
            work.counts = True
            self.in_flight += 1

    def end(self, work: Work) -> None:
        """The answer to a request begins, or there is none; from now on it never counts."""
        work.ended = True
        if work.counts:
            work.counts = False
            self.in_flight -= 1

    def waiting(self) -> "Waiting":
        """`with load.waiting(): …` does not count the current request while it waits in the block.

        For what is neither this process's work nor its database's: the keys of the token's issuer, the user's own turn.
        Whatever waits so needs a bound of its own. A request that does not count, and code outside of a request, may
        use it too; then it changes nothing. It raises nothing, and afterwards the request counts even where there is no
        room for it.
        """
        return Waiting(self, _work.get())

    def _report(self, count: int) -> None:
        self._log.warning("overloaded", shed=count, in_flight=self.in_flight)


class Waiting:
    """A block in which a request does not count; see `Load.waiting`."""

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
