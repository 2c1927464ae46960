"""Networks that are too large to be those of proxies."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_network

from .address import NAT64

# Prefix lengths. The largest networks that content delivery networks publish are a /13 and a /29.
_WIDEST = {4: 13, 6: 28}
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


def broad_networks(proxies: Iterable[str]) -> list[str]:
    """Those in which there are most likely strangers, such as 0.0.0.0/0, as they were written (FR-263).

    Private networks are as large as they are. Raises ValueError for what is no network.
    """
    return [proxy for proxy in proxies if _is_broad(ip_network(proxy))]


def _is_broad(network: IPv4Network | IPv6Network) -> bool:
    if isinstance(network, IPv6Network) and network.subnet_of(NAT64):
        network = IPv4Network((int(network.network_address) & 0xFFFFFFFF, network.prefixlen - NAT64.prefixlen))
    if network.prefixlen >= _WIDEST[network.version]:
        return False
    return not any(_contains(private, network) for private in _PRIVATE)


def _contains(outer: IPv4Network | IPv6Network, inner: IPv4Network | IPv6Network) -> bool:
    if isinstance(outer, IPv4Network):
        return isinstance(inner, IPv4Network) and inner.subnet_of(outer)
    return isinstance(inner, IPv6Network) and inner.subnet_of(outer)
