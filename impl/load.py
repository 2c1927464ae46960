"""How much this process works on at once, and what it does about more."""

import asyncio

import structlog

_REPORT_SECONDS = 1.0


class Overloaded(Exception):
    """The process works on as much as it can; this request has not been begun."""


class Load:
    """The requests in flight, and the bound above which new ones are refused (FR-128).

    More than the database has connections for only wait for one. With a bound of twice as many, those that wait are no
    more than those that are worked on: an admitted request takes at most twice its time, however many are sent.
    """

    def __init__(self, most: int | None = None) -> None:
        """Without a bound nothing is refused."""
        self.in_flight = 0
        self.shed = 0
        self._most = most
        self._reported = 0
        self._log = structlog.get_logger("tasks_api.load")

    def admit(self) -> None:
        """Go on with a request, which is in flight already. Raises Overloaded.

        Each second in which requests are refused has one line in the log, which tells how many.
        """
        if self._most is None or self.in_flight <= self._most:
            return
        if self.shed == self._reported:
            asyncio.get_running_loop().call_later(_REPORT_SECONDS, self._report)
        self.shed += 1
        raise Overloaded

    def _report(self) -> None:
        self._log.warning("overloaded", shed=self.shed - self._reported, in_flight=self.in_flight)
        self._reported = self.shed
