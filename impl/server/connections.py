"""Limits the connections of a server, and chooses which one is closed when there are too many."""

import resource
from dataclasses import dataclass
from typing import Protocol

import structlog
from starlette.types import Scope
from uvicorn.server import ServerState

from impl.auth.bearer import USER
from impl.limits.address import client_of
from impl.limits.proxies import TrustedProxies
from impl.server.pacing import Pacer
from impl.server.unread import MAX_BYTES, UnreadBytes
from impl.telemetry.counted_log import CountedLog
from impl.web.drain import Drain

HEALTH = b"/health/"
"""The paths that are served even when there is no room for other requests (FR-212)."""
MAX_SPARE = 16
"""Connections above the limit that are accepted for health checks only."""
_RESERVED_DESCRIPTORS = 256


class Connection(Protocol):
    """What this module needs of a connection."""

    client: tuple[str, int] | None

    def close_stalled(self) -> None:
        """Close the connection, after an answer that says why, if one can be sent."""
        ...

    def unread_bytes(self) -> int:
        """Return how many bytes of its answers the client has not read."""
        ...


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Limits on connections; None means no limit.

    `total` is for all connections. `per_address` is for an IPv4 address or an IPv6 /64 network; connections from
    `trusted_proxies` (addresses or networks) carry many clients, so it does not apply to them. `unread_bytes` is for
    the answers that one user leaves unread.
    """

    total: int | None = None
    per_address: int | None = None
    trusted_proxies: tuple[str, ...] = ()
    unread_bytes: int = MAX_BYTES


class Connections(ServerState):
    """uvicorn's state of a server, with limits on its connections.

    A connection is stalled while the server waits for its client: for a request, for a body, or until an answer is
    read. When there is no room for a new connection, the one that has been stalled for the longest is closed (FR-212),
    of the same address if the address has reached its own limit (FR-212). A connection whose request is being processed
    is never closed for others, nor one whose streamed answer is idle, for then the client waits for the server. If no
    connection is stalled, the new one becomes a spare one, which may ask for health only (FR-212).
    """

    pacer: Pacer | None = None
    """Limits how fast addresses are served; None means no limit."""

    def __init__(self, drain: Drain | None = None, limits: ConnectionLimits | None = None) -> None:
        super().__init__()
        self.drain = drain or Drain()
        self.spare: dict[Connection, str | None] = {}
        self._limits = limits or ConnectionLimits()
        self._proxies = TrustedProxies(self._limits.trusted_proxies)
        self._clients: dict[Connection, str | None] = {}
        self._counts: dict[str, int] = {}
        self._stalled: dict[Connection, None] = {}  # ordered: the one that has been stalled for the longest is first
        self._unread: UnreadBytes[Connection] = UnreadBytes(self._evict, self._limits.unread_bytes)
        self._evictions = CountedLog(self._report)

    def opened(self, connection: Connection) -> None:
        """Add a new connection, which waits for its first request."""
        client = self._proxies.client_of(connection.client[0] if connection.client else None)
        if not self._admit(connection, client):
            self.spare[connection] = client
            if len(self.spare) > MAX_SPARE:
                self._evict(next(iter(self.spare)))

    def is_still_spare(self, connection: Connection) -> bool:
        """Return whether there is still no room for a connection that was accepted above the limit."""
        if connection in self.spare and self._admit(connection, self.spare[connection]):
            del self.spare[connection]
        return connection in self.spare

    def mark_stalled(self, connection: Connection) -> None:
        """The server waits for the client of this connection from now on, or did so already."""
        if connection in self._clients:
            self._stalled.setdefault(connection)

    def mark_working(self, connection: Connection) -> None:
        """The server does not wait for the client of this connection."""
        self._stalled.pop(connection, None)

    def closed(self, connection: Connection) -> None:
        """Remove a connection that is closed or is about to be."""
        if connection in self._clients:
            client = self._clients.pop(connection)
            if client is not None:
                self._counts[client] -= 1
                if not self._counts[client]:
                    del self._counts[client]
        self._stalled.pop(connection, None)
        self.spare.pop(connection, None)
        self._unread.remove(connection)

    def mark_unread(self, connection: Connection, scope: Scope) -> None:
        """The client does not read its answer as fast as it is written. `scope` is the request's, or empty if there was
        none."""
        user: str | None = scope.get(USER)
        peer = scope.get("client", connection.client)
        self._unread.add(
            connection, f"address {client_of(peer[0] if peer else None)}" if user is None else f"user {user}"
        )

    def mark_read(self, connection: Connection) -> None:
        """The client has read all answers."""
        self._unread.remove(connection)

    def _admit(self, connection: Connection, client: str | None) -> bool:
        """Make room for a connection and count it. Return False if there is no room."""
        total, per_address = self._limits.total, self._limits.per_address
        address_full = client is not None and per_address is not None and self._counts.get(client, 0) >= per_address
        if address_full or (total is not None and len(self._clients) >= total):
            longest = next(
                (other for other in self._stalled if not address_full or self._clients[other] == client), None
            )
            if longest is None:
                return False
            self._evict(longest)
        self._clients[connection] = client
        if client is not None:
            self._counts[client] = self._counts.get(client, 0) + 1
        self._stalled[connection] = None
        return True

    def _evict(self, connection: Connection) -> None:
        self.closed(connection)
        self._evictions.add()
        connection.close_stalled()

    def _report(self, count: int) -> None:
        structlog.get_logger("tasks_api.connections").warning(
            "connections were closed for others", closed=count, open=len(self._clients) + len(self.spare)
        )


def raise_descriptor_limit(connections: int) -> None:
    """Raise the process's limit of open files to what this many connections need, or as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _RESERVED_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        total = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (total, hard))
