"""Parses the host and the target of a request (RFC 9110, section 7.1; RFC 9112, section 3)."""

import re
from ipaddress import AddressValueError, IPv6Address

_NAME = re.compile(rb"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_LITERAL = re.compile(rb"\[([0-9A-Fa-f:.]+)\]")
_LAST_PORT = 65535


def is_host(value: bytes) -> bool:
    """Return whether the value is the host of an http URL, perhaps with a port: not empty and without a user (RFC 9110,
    4.2)."""
    found = _NAME.match(value) or _LITERAL.match(value)
    if found is None or (found.re is _LITERAL and not _is_address(found[1])):
        return False
    colon, port = value[found.end() : found.end() + 1], value[found.end() + 1 :]
    if colon != b":":
        return not colon
    return not port or (port.isdigit() and len(port) <= 5 and int(port) <= _LAST_PORT)


def split_target(target: bytes) -> tuple[bytes, bytes]:
    """Split an absolute target such as `http://host:80/path?query` into the host and the rest.

    Raises ValueError if it is not an http URL.
    """
    scheme, colons, rest = target.partition(b"://")
    host = re.split(rb"[/?#]", rest, maxsplit=1)[0]
    if scheme.lower() not in (b"http", b"https") or not colons or not is_host(host):
        raise ValueError("not an http URL")
    path = rest[len(host) :]
    return host, path if path.startswith(b"/") else b"/" + path


def _is_address(literal: bytes) -> bool:
    try:
        IPv6Address(literal.decode())
    except AddressValueError:
        return False
    return True
