"""This machine, as a host."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by an address that leads nowhere else or as `localhost`."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
