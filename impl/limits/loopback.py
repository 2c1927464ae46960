"""Recognizes the loopback interface."""

from ipaddress import ip_address


def is_loopback(host: str) -> bool:
    """Return whether a host is `localhost` or an address of the loopback interface."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
