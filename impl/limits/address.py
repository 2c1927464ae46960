"""Which client an address stands for, and whether that is this machine."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

UNKNOWN = "unknown"
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a translator represents them in IPv6 (RFC 6052, section 2.1)."""

_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")  # RFC 8215; each network decides where the IPv4 address is embedded
_SUBSCRIBER_BITS = 64


@lru_cache(maxsize=4096)
def client_of(host: str | None) -> str:
    """Return the client that an address is counted for (FR-073).

    An IPv4 address is a client, also if it is embedded in an IPv6 address. Other IPv6 addresses are counted by their
    /64 network, because one subscriber has all of it (RFC 6177). All values that are not an address are one client.
    """
    try:
        address = ip_address(host or "")
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    embedded = _embedded(address)
    if embedded is not None:
        return str(embedded)
    bits = 128 if address in _LOCAL_NAT64 else _SUBSCRIBER_BITS  # there, each IPv6 address is one IPv4 address
    return str(IPv6Network((int(address), bits), strict=False))


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that is embedded in an IPv6 address, or None (FR-073).

    Without this, all clients of a translator or of a Teredo server (RFC 4380) would be one client, and one client of
    6to4 (RFC 3056), who has a /48, could count as 65,536.
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
