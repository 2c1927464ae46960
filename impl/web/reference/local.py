"""Who sits at the machine that the server runs on."""

from starlette.requests import Request

from impl.limits.address import is_loopback

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def is_local(request: Request) -> bool:
    """Whether a browser on this machine opened the page, by an address of this machine (FR-187).

    No tunnel and no proxy came between, no other name leads here (DNS rebinding), and no script of another origin asks.
    """
    if request.client is None or not is_loopback(request.client.host):
        return False
    if "origin" in request.headers or any(name in request.headers for name in _FORWARDED):
        return False
    return is_loopback(request.url.hostname or "")
