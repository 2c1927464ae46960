"""The connections of one server: which ones are there, which wait for a request, and how many there may be."""

import resource

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from .drain import Drain

_OTHER_DESCRIPTORS = 256


class Connections(ServerState):
    """uvicorn's state of a server, with a bound on its connections.

    Where there are as many as there may be, the one that has waited the longest for a request makes room for the next
    (FR-130): so a load balancer that asks after our health is let in, and clients that only hold connections are not.
    """

    def __init__(self, drain: Drain | None = None, most: int | None = None) -> None:
        super().__init__()
        self.drain = drain or Drain()
        self._most = most
        self._waiting: dict[HttpToolsProtocol, None] = {}  # the one that has waited the longest is first

    def arrives(self, connection: HttpToolsProtocol) -> None:
        """A connection is there, and waits for a request."""
        self.waits(connection)
        if self._most is not None and len(self.connections) > self._most:
            oldest = next(iter(self._waiting))
            self.leaves(oldest)
            oldest.transport.close()

    def waits(self, connection: HttpToolsProtocol) -> None:
        """It has had its answer, and waits for another request."""
        self._waiting[connection] = None

    def leaves(self, connection: HttpToolsProtocol) -> None:
        """It waits no more: it has its request, or is gone."""
        self._waiting.pop(connection, None)


def allow_descriptors(connections: int) -> None:
    """Raise this process's limit of open files, as far as it may, to what so many connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
