"""The connections of one server: how many there may be, and which of them goes first when there are too many."""

import resource
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog
from starlette.types import Scope
from uvicorn.server import ServerState

from impl.limits.address import client_of
from impl.limits.proxies import TrustedProxies
from impl.server.pacing import Pacer
from impl.server.unread import MOST_BYTES, Unread
from impl.telemetry.counted_log import CountedLog
from impl.web.drain import Drain

HEALTH = b"/health/"
"""What is let in when there is no room for anything else (FR-214)."""
SPARE = 16
"""Connections beyond the bound, of which each may ask after our health and nothing else."""
_OTHER_DESCRIPTORS = 256


class Connection(Protocol):
    """What is known of a connection here."""

    client: tuple[str, int] | None

    def give_way(self) -> None:
        """End, and say why where that can be said."""
        ...

    def unread_bytes(self) -> int:
        """How many bytes of its answers its client has not taken."""
        ...


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """How many connections there may be, in all and of one address, or one /64 of IPv6; None is without limit.

    Proxies that are trusted, addresses or networks, bring many clients, and are held to the first bound alone. The
    last one is how many bytes of answers one user may leave unread.
    """

    most: int | None = None
    of_address: int | None = None
    trusted_proxies: tuple[str, ...] = ()
    unread_bytes: int = MOST_BYTES


class Connections(ServerState):
    """uvicorn's state of a server, with bounds on its connections.

    A connection stalls while the server waits for its client: for a request, for the body of one, or to take an answer.
    Where there is no room for a new one, the one that has stalled for the longest goes (FR-212), of the same address if
    that has as many as it may (FR-213). One whose request is worked on never does, nor one whose answer is a stream
    that is idle: it waits for us. Where none stalls, the new one is a spare, which may ask after our health (FR-214).
    """

    pacer: Pacer | None = None
    """How fast addresses are served; None without limit."""

    def __init__(
        self,
        drain: Drain | None = None,
        limits: ConnectionLimits | None = None,
        user_of: Callable[[Scope], str | None] = lambda _: None,
    ) -> None:
        """`user_of` tells the user of a request, if one is proven."""
        super().__init__()
        self.drain = drain or Drain()
        self.spare: dict[Connection, str | None] = {}
        self._limits = limits or ConnectionLimits()
        self._proxies = TrustedProxies(self._limits.trusted_proxies)
        self._user_of = user_of
        self._clients: dict[Connection, str | None] = {}
        self._counts: dict[str, int] = {}
        self._stalled: dict[Connection, None] = {}  # the one that has stalled for the longest is first
        self._unread: Unread[Connection] = Unread(self._cut, self._limits.unread_bytes)
        self._cuts = CountedLog(self._report)

    def arrives(self, connection: Connection) -> None:
        """A connection is there, and waits for a request."""
        client = self._proxies.client_of(connection.client[0] if connection.client else None)
        if not self._take(connection, client):
            self.spare[connection] = client
            if len(self.spare) > SPARE:
                self._cut(next(iter(self.spare)))

    def is_spare(self, connection: Connection) -> bool:
        """Whether there is still no room for a connection that came when there was none."""
        if connection in self.spare and self._take(connection, self.spare[connection]):
            del self.spare[connection]
        return connection in self.spare

    def stalls(self, connection: Connection) -> None:
        """It waits for its client now, unless it did so already."""
        if connection in self._clients:
            self._stalled.setdefault(connection)

    def works(self, connection: Connection) -> None:
        """It does not wait for its client."""
        self._stalled.pop(connection, None)

    def leaves(self, connection: Connection) -> None:
        """It is gone, or as good as gone."""
        if connection in self._clients:
            client = self._clients.pop(connection)
            if client is not None:
                self._counts[client] -= 1
                if not self._counts[client]:
                    del self._counts[client]
        self._stalled.pop(connection, None)
        self.spare.pop(connection, None)
        self._unread.reads(connection)

    def stops_reading(self, connection: Connection, scope: Scope) -> None:
        """Its client does not take the answer to a request as it comes; the scope is empty where there was none."""
        user = self._user_of(scope) if scope else None
        peer = scope.get("client", connection.client)
        self._unread.stops(
            connection, f"address {client_of(peer[0] if peer else None)}" if user is None else f"user {user}"
        )

    def reads(self, connection: Connection) -> None:
        """Its client has taken all."""
        self._unread.reads(connection)

    def _take(self, connection: Connection, client: str | None) -> bool:
        """Find room for a connection; False if there is none."""
        most, of_address = self._limits.most, self._limits.of_address
        crowded = client is not None and of_address is not None and self._counts.get(client, 0) >= of_address
        if crowded or (most is not None and len(self._clients) >= most):
            longest = next((other for other in self._stalled if not crowded or self._clients[other] == client), None)
            if longest is None:
                return False
            self._cut(longest)
        self._clients[connection] = client
        if client is not None:
            self._counts[client] = self._counts.get(client, 0) + 1
        self._stalled[connection] = None
        return True

    def _cut(self, connection: Connection) -> None:
        self.leaves(connection)
        self._cuts.add()
        connection.give_way()

    def _report(self, count: int) -> None:
        structlog.get_logger("tasks_api.connections").warning(
            "connections were closed for others", closed=count, open=len(self._clients) + len(self.spare)
        )


def allow_descriptors(connections: int) -> None:
    """Raise this process's limit of open files, as far as it may, to what so many connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
