"""Cross-origin resource sharing (Fetch Standard, section 3.3), with the contract's methods and the configured
origins."""

from collections.abc import Iterable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp

from generated.contract import DOCUMENT

LOCALHOST_PAGES = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?"
"""The origins of the pages that a developer serves."""
_CREDENTIALS = "Access-Control-Allow-Credentials"
# The response headers that a page of another origin may read.
_EXPOSED = (
    "Accept-Encoding",
    "Deprecation",
    "ETag",
    "Link",
    "Location",
    "Preference-Applied",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Server-Timing",
    "Sunset",
    "WWW-Authenticate",
    "X-Request-ID",
)


class CrossOrigin(CORSMiddleware):
    """Starlette's CORS middleware. Allowed origins may send credentials (FR-248), which this server does not use."""

    def __init__(self, app: ASGIApp, origins: Iterable[str], pattern: str | None = None) -> None:
        """A page of an allowed origin may send any header, because the server ignores headers that it does not know."""
        super().__init__(
            app,
            allow_origins=frozenset(origins),
            allow_origin_regex=pattern,
            allow_methods=sorted(set(_methods(DOCUMENT))),
            allow_headers=["*"],
            expose_headers=_EXPOSED,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer a preflight."""
        response = super().preflight_response(request_headers)
        if self.is_allowed_origin(request_headers["origin"]):
            response.headers[_CREDENTIALS] = "true"
        return response

    @staticmethod
    def allow_explicit_origin(headers: MutableHeaders, origin: str) -> None:
        """Add the headers for an allowed origin. Browsers require the one about credentials if the page asks to include
        them."""
        CORSMiddleware.allow_explicit_origin(headers, origin)
        headers[_CREDENTIALS] = "true"


def _methods(document: Mapping[str, object]) -> Iterable[str]:
    """Yield the methods of the contract's operations. The documents need only GET, which is always allowed, and
    HEAD."""
    paths = document["paths"]
    for item in paths.values() if isinstance(paths, dict) else ():
        yield from (name.upper() for name, part in item.items() if isinstance(part, dict) and "responses" in part)
