"""FR-200, FR-204, FR-205: where requests end, of which our reading must never be longer than RFC 9112's."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.impl.server.framing import read, read_by_h11

NEXT = b"GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
UPGRADES = [
    b"Connection: Upgrade\r\nUpgrade: foo",
    b"Connection: upgrade\r\nUpgrade: websocket",
    b"CONNECTION: UPGRADE\r\nUPGRADE: WebSocket",
    b"Connection: keep-alive, Upgrade, HTTP2-Settings\r\nUpgrade: h2c, foo/1\r\nHTTP2-Settings: AAMAAABk",
    b"Connection: keep-alive\r\nConnection: upgrade\r\nUpgrade: h2c\r\nUpgrade: foo",
    b"Upgrade: TLS/1.0\r\nConnection: upgrade\r\nConnection: upgrade",
    b"Proxy-Connection: upgrade\r\nUpgrade: foo",
    b"Upgrade: foo",
    b"Connection: upgrade",
    b"Connection: upgrade\r\nUpgrade:",
]
BODIES = {
    b"": b"",
    b"\r\nContent-Length: 0": b"",
    b"\r\nContent-Length: %d" % len(NEXT): NEXT,
    b"\r\nTransfer-Encoding: chunked": b"%x;x=y\r\n%b\r\n0\r\nX: y\r\n\r\n" % (len(NEXT), NEXT),
}


def everywhere(data: bytes) -> list[Sequence[bytes]]:
    """Bytes as one piece, each by itself, and cut in two at each place."""
    return [(data,), [bytes((byte,)) for byte in data], *((data[:at], data[at:]) for at in range(1, len(data)))]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("upgrade", UPGRADES)
def test_upgrade_is_ignored(upgrade: bytes, body: bytes) -> None:
    """FR-200: the body of a request that asks for another protocol is its body; what follows is the next request."""
    request = b"POST /one HTTP/1.1\r\nHost: a\r\n" + upgrade + body + b"\r\n\r\n" + BODIES[body]
    expected = [b"/one " + (NEXT if BODIES[body] else b""), b"/next "]
    for pieces in everywhere(request + NEXT):
        seen = read(*pieces)
        assert (seen.bodies, seen.refused) == (expected, None), pieces


def test_many_upgrades_in_one_piece() -> None:
    """As many as a connection can bring at once."""
    request = b"POST / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 1\r\n\r\nx"
    assert read(request * 4000).bodies == [b"/ x"] * 4000


@pytest.mark.parametrize("ending", [b"1.1\r\nHost: a\r\nConnection: upgrade, close", b"1.0\r\nConnection: upgrade"])
def test_upgrade_of_a_last_request(ending: bytes) -> None:
    """FR-200: it has its body, and what follows is not read."""
    request = b"POST / HTTP/" + ending + b"\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\nabc"
    for pieces in everywhere(request + NEXT):
        assert read(*pieces).bodies == [b"/ abc"], pieces


_HEAD = b"POST / HTTP/1.1\r\nHost: a\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
REFUSED = {
    b"CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n": 400,
    b"CONNECT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc": 400,
    b"CONNECT a:443 HTTP/1.0\r\n\r\n": 400,
    b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n": 400,
    _HEAD + b"Connection: upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n": 400,
    _HEAD + b"Connection: upgrade\r\nUpgrade: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n": 400,
    _HEAD + b"Connection: upgrade\r\nUpgrade: x\r\nTransfer-Encoding: gzip\r\n\r\n": 501,
    _HEAD + b"Connection: upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n": 400,
    _HEAD + b"Connection:\r\n upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\n": 400,
    _HEAD + b"Connection: close,\r\n upgrade\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\n": 400,
    **{
        _HEAD + b"Transfer-Encoding: " + coding + b"\r\n\r\n": status
        for coding, status in {
            b"gzip, chunked": 501,
            b"identity, chunked": 501,
            b"gzip\r\nTransfer-Encoding: chunked": 501,
            b"identity": 501,
            b"xchunked": 501,
            b",chunked": 501,
            b'"chunked"': 501,
            b"chunked;x=1": 501,
            b"chunked,": 400,
            b"chunked, gzip": 400,
            b"chunked, chunked": 400,
            b"chunked\r\nTransfer-Encoding: chunked": 400,
            b"chunked\r\nTransfer-Encoding: identity": 400,
            b"chunked\r\nContent-Length: 3": 400,
            b"\r\n chunked": 400,
            b"": 400,
        }.items()
    },
    b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n": 400,
    **{
        _HEAD + b"Content-Length: " + length + b"\r\n\r\n": 400
        for length in (b"+3", b"-3", b"3, 3", b"3 3", b"0x3", b"", b"3\r\n 0", b"\r\n 3", b"18446744073709551616")
    },
    **{
        _CHUNKED + name + b": x\r\n\r\n": 400
        for name in (b"Connection", b"proxy-connection", b"Upgrade", b"Content-Length", b"TRANSFER-ENCODING")
    },
    b"GET / HTTP/1.1\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n": 400,
    b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n": 400,
    **{
        b"GET / HTTP/1.1\r\nHost: " + host + b"\r\n\r\n": 400
        for host in (
            b"",
            b" \t",
            b"a/b",
            b"a b",
            b"a\r\n b",
            b"\r\n b",
            b"u@a",
            b"u:p@a",
            b"a:b",
            b"a:80:80",
            b"a:-1",
            b"a:65536",
            b"a:000080",
            b":80",
            b"a?b",
            b"a#b",
            b"a%2",
            b"a%zz",
            b"a\\b",
            b"<a>",
            b"[::1",
            b"::1",
            b"[a]",
            b"[1:2]",
            b"[::1]a",
            b"\xe4",
        )
    },
    b"GET /\r\n\r\n": 505,
    b"GET / HTTP/0.9\r\n\r\n": 505,
    b"GET / HTTP/2.0\r\nHost: a\r\n\r\n": 505,
    b"GET / HTTP/1.2\r\nHost: a\r\n\r\n": 400,
    b"GET / HTTP/3.0\r\nHost: a\r\n\r\n": 400,
    b"GET / HTTP/1.10\r\nHost: a\r\n\r\n": 400,
    b"GET / http/1.1\r\nHost: a\r\n\r\n": 400,
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": 400,
}


@pytest.mark.parametrize("request_", REFUSED)
def test_refused(request_: bytes) -> None:
    """FR-200, FR-204, FR-205: none of these is handed on, nor is what follows."""
    for pieces in everywhere(request_ + NEXT):
        seen = read(*pieces)
        assert seen.refused == REFUSED[request_], pieces
        assert seen.bodies in ([], [b"/ abc"][: request_.startswith(_CHUNKED)]), pieces


@pytest.mark.parametrize(
    "host",
    [b"a", b"A.example", b"a:80", b"a:", b"127.0.0.1:8000", b"[::1]", b"[::1]:65535", b"tasks_api", b"x--%2d.b"],
)
def test_hosts(host: bytes) -> None:
    """FR-205: what an http URL may have as its host, with or without a port, and with spaces around it."""
    for spaced in (host, b"\t" + host + b" \t"):
        assert read(b"GET / HTTP/1.1\r\nHost:" + spaced + b"\r\n\r\n" + NEXT).bodies == [b"/ ", b"/next "]


def test_no_host_in_1_0() -> None:
    """FR-205: HTTP/1.0 has none."""
    assert read(b"GET / HTTP/1.0\r\n\r\n").bodies == [b"/ "]


@pytest.mark.parametrize("name", [b"Authorization", b"Idempotency-Key", b"X-Forwarded-For", b"Host", b"X"])
def test_trailer_fields_are_dropped(name: bytes) -> None:
    """FR-204: whichever, of whichever request, cut wherever."""
    for head in (_HEAD, _HEAD + b"Connection: upgrade\r\nUpgrade: x\r\n"):
        request = (
            head + b"Trailer: X\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n" + name + b": x\r\nY: z\r\n\r\n"
        )
        for pieces in everywhere(request + NEXT):
            first, second = read(*pieces).requests
            assert {field for field, _ in first[2]} <= {
                b"host", b"connection", b"upgrade", b"trailer", b"transfer-encoding",
            }  # fmt: skip
            assert (first[3], second[2]) == (b"abc", [(b"host", b"a")])


# Without `keep-alive`: h11 ends every connection of HTTP/1.0, and we go on where the client asks for it.
_PARTS = [
    b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\n", b"POST / HTTP/1.0\r\n", b"GET http://b/ HTTP/1.1\r\n",
    b"CONNECT a:1 HTTP/1.1\r\n", b"OPTIONS * HTTP/1.1\r\n", b"Host: a\r\n", b"Host: a/b\r\n",
    b"Connection: upgrade\r\n", b"Connection: close\r\n", b"Connection: x, upgrade\r\n",
    b"Upgrade: h2c\r\n", b"Content-Length: 3\r\n", b"Content-Length: 0\r\n", b"Content-Length: 03\r\n",
    b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n",
    b"Transfer-Encoding: identity\r\n", b"Expect: 100-continue\r\n", b"X: y\r\n", b" folded\r\n",
    b"X : y\r\n", b"\r\n", b"\n", b"\r", b"abc", b"0\r\n\r\n", b"3\r\nabc\r\n", b"3;x\r\nabc\r\n",
    b"3 \r\nabc\r\n", b"0\r\nX: y\r\n\r\n", b"0\r\nConnection: close\r\n\r\n", b"\0", b":", b" ",
]  # fmt: skip
_TAILS = (b"\r\n", b"\r\nabc", b"\r\n3\r\nabc\r\n0\r\n\r\n", b"\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n")
_FIELDS = [part for part in _PARTS if b": " in part]
_MESSAGES = st.builds(
    lambda line, fields, tail: line + b"".join(fields) + tail,
    st.sampled_from(_PARTS[:6]),
    st.lists(st.sampled_from(_FIELDS), max_size=5).map(lambda fields: [b"Host: a\r\n", *fields]),
    st.sampled_from(_TAILS),
)


@settings(max_examples=400)
@given(
    st.lists(_MESSAGES | st.sampled_from(_PARTS), min_size=1, max_size=4).map(b"".join),
    st.lists(st.integers(0, 400), max_size=3),
)
def test_never_more_requests_than_another_reads(data: bytes, cuts: list[int]) -> None:
    """FR-200: what we read is what h11 reads, or a beginning of that; and where it is cut changes nothing."""
    ours, whole, theirs = read(*_cut(data, cuts)), read(data), read_by_h11(data)
    assert ours == whole
    mine = [(method, body) for method, _, _, body in ours.requests]
    assert mine == [(method, body) for method, _, _, body in theirs.requests][: len(mine)], theirs
    if ours.refused is None and theirs.refused is None:
        assert len(mine) == len(theirs.requests)


def _cut(data: bytes, cuts: list[int]) -> list[bytes]:
    places = [0, *sorted(min(at, len(data)) for at in cuts), len(data)]
    return [data[start:end] for start, end in pairwise(places)]
