"""Recognizes requests from a browser on the server's machine."""

from starlette.requests import Request

from impl.limits.address import is_loopback

_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")


def is_local(request: Request) -> bool:
    """Return whether a browser on this machine opened the page by a loopback address (FR-187).

    Requests through a tunnel or proxy, by another host name (DNS rebinding) or from another origin's script are not
    local.
    """
    if request.client is None or not is_loopback(request.client.host):
        return False
    if "origin" in request.headers or any(name in request.headers for name in _FORWARDED):
        return False
    return is_loopback(request.url.hostname or "")
