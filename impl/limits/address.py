"""Which client an address stands for, and whether that is this machine."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

UNKNOWN = "unknown"
NAT64 = IPv6Network("64:ff9b::/96")
"""Addresses of IPv4, as a translator shows them to IPv6 (RFC 6052, section 2.1)."""

_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")  # RFC 8215; where in it the address of IPv4 is each network decides
_SUBSCRIBER_BITS = 64


@lru_cache(maxsize=4096)
def client_of(host: str | None) -> str:
    """The client behind an address (FR-073): the address of IPv4, also of one that is embedded in IPv6; for one of IPv6
    its /64 network, all of which one subscriber has (RFC 6177). What is no address is one client for all."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    embedded = _embedded(address)
    if embedded is not None:
        return str(embedded)
    bits = 128 if address in _LOCAL_NAT64 else _SUBSCRIBER_BITS  # one address of it is one of IPv4
    return str(IPv6Network((int(address), bits), strict=False))


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The address of IPv4 that one of IPv6 is made of (FR-262).

    Otherwise all clients of a translator or of a Teredo server (RFC 4380) would be one, and one client of 6to4
    (RFC 3056), who has a /48, could be 65,536.
    """
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by an address that leads nowhere else or as `localhost`."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
