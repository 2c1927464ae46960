"""Which client an address stands for."""

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address

UNKNOWN = "unknown"
_SUBSCRIBER_BITS = 64


@lru_cache(maxsize=4096)
def client_of(host: str | None) -> str:
    """The client behind an address: the address, or the /64 network of one in IPv6, all of which one subscriber has
    (RFC 6177). What is no address is one client for all."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return UNKNOWN
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), _SUBSCRIBER_BITS), strict=False))
