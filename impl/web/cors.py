"""What pages of other origins may do (Fetch Standard, section 3.3): origins are named, methods are the contract's."""

from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Send

from generated.contract import DOCUMENT

_CREDENTIALS = "Access-Control-Allow-Credentials"
# What a page of another origin may read beside the body.
_EXPOSED = (
    "Accept-Encoding",
    "Deprecation",
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Server-Timing",
    "Sunset",
    "WWW-Authenticate",
    "X-Request-ID",
)


class CrossOrigin(CORSMiddleware):
    """Starlette's middleware; credentials are for the origins that are named, never for those of a pattern (FR-248)."""

    def __init__(self, app: ASGIApp, origins: Iterable[str], pattern: str | None = None) -> None:
        """A page of an allowed origin may send any header: those that mean nothing here do no harm."""
        super().__init__(
            app,
            allow_origins=frozenset(origins),
            allow_origin_regex=pattern,
            allow_methods=sorted(set(_methods(DOCUMENT))),
            allow_headers=["*"],
            expose_headers=_EXPOSED,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight; a named origin may send its cookies, of which we have none."""
        response = super().preflight_response(request_headers)
        if request_headers["origin"] in self.allow_origins:
            response.headers[_CREDENTIALS] = "true"
        return response

    async def send(self, message: Message, send: Send, request_headers: Headers) -> None:
        """Add the headers to a response. A page that says `credentials: "include"` reads it only if it says so too."""
        if message["type"] == "http.response.start" and request_headers.get("origin") in self.allow_origins:
            message.setdefault("headers", [])
            MutableHeaders(scope=message)[_CREDENTIALS] = "true"
        await super().send(message, send, request_headers)


def _methods(document: Mapping[str, object]) -> Iterable[str]:
    """Those of the operations. The documents beside them are read by GET and HEAD, which need no leave."""
    paths = document["paths"]
    for item in paths.values() if isinstance(paths, dict) else ():
        yield from (name.upper() for name, part in item.items() if isinstance(part, dict) and "responses" in part)


__all__ = ["CrossOrigin"]
