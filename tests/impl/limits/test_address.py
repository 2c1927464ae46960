"""FR-073: which client an address stands for."""

import pytest

from impl.limits.address import UNKNOWN, client_of


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:DB8:0001:0002::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7%eth0", "203.0.113.7"),
        # NAT64: RFC 6052; RFC 8215, of which the network decides where in it the address of IPv4 is.
        ("64:ff9b::203.0.113.7", "203.0.113.7"),
        ("64:ff9b::cb00:7107", "203.0.113.7"),
        ("64:ff9b::203.0.113.8", "203.0.113.8"),
        ("64:ff9b:0:0:0:1:203.0.113.7", "64:ff9b::/64"),
        ("64:ff9b:1::203.0.113.7", "64:ff9b:1::cb00:7107/128"),
        ("64:ff9b:1:cb00:71:700::", "64:ff9b:1:cb00:71:700::/128"),
        ("64:ff9b:2::203.0.113.7", "64:ff9b:2::/64"),
        # 6to4 and Teredo.
        ("2002:cb00:7107::1", "203.0.113.7"),
        ("2002:cb00:7107:ffff::1", "203.0.113.7"),
        ("2001:0:c000:201:0:63bf:34ff:8ef8", "203.0.113.7"),
        ("2001:0:c000:202:0:63bf:34ff:8ef8", "203.0.113.7"),
        ("2001:1::1", "2001:1::/64"),
        ("not-an-address", UNKNOWN),
        ("203.0.113.7, 198.51.100.1", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_client(host: str | None, client: str) -> None:
    """FR-073: an address of IPv4, embedded or not; the /64 of one of IPv6; one client for all else."""
    assert client_of(host) == client
