"""Trusted proxies, and networks that are too large to hold only proxies."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from impl.limits.address import NAT64, client_of

# The largest networks that content delivery networks publish are a /13 (IPv4) and a /29 (IPv6).
_MIN_PREFIX_LENGTH = {4: 13, 6: 28}
_PRIVATE = [
    ip_network(network)
    for network in (
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
]


class TrustedProxies:
    """Maps connections to clients, except for connections from trusted proxies."""

    def __init__(self, proxies: Iterable[str]) -> None:
        """`proxies` are addresses or networks. Raises ValueError for anything else."""
        self._networks = [ip_network(proxy) for proxy in proxies]

    def client_of(self, host: str | None) -> str | None:
        """Return the client that a connection from this address is counted for, or None for a trusted proxy."""
        if self._networks and host is not None and self._has(host):
            return None
        return client_of(host)

    def _has(self, host: str) -> bool:
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self._networks)


def broad_networks(proxies: Iterable[str]) -> list[str]:
    """Return the networks that most likely contain strangers, such as 0.0.0.0/0, as they were written (FR-073).

    Private networks may be as large as they are. Raises ValueError for a value that is not a network.
    """
    return [proxy for proxy in proxies if _is_broad(ip_network(proxy))]


def _is_broad(network: IPv4Network | IPv6Network) -> bool:
    if isinstance(network, IPv6Network) and network.subnet_of(NAT64):
        network = IPv4Network((int(network.network_address) & 0xFFFFFFFF, network.prefixlen - NAT64.prefixlen))
    if network.prefixlen >= _MIN_PREFIX_LENGTH[network.version]:
        return False
    return not any(_contains(private, network) for private in _PRIVATE)


def _contains(outer: IPv4Network | IPv6Network, inner: IPv4Network | IPv6Network) -> bool:
    if isinstance(outer, IPv4Network):
        return isinstance(inner, IPv4Network) and inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and inner.subnet_of(outer)
