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
        ("not-an-address", UNKNOWN),
        ("203.0.113.7, 198.51.100.1", UNKNOWN),
        ("", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_client(host: str | None, client: str) -> None:
    """FR-073: an address of IPv4, the /64 of one of IPv6, one client for all that is neither."""
    assert client_of(host) == client
