"""Signs a browser in on the reference page, if it has the key that the server printed (FR-187)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

PATH = "/docs"
_KEY = "key"


@dataclass(frozen=True, slots=True)
class DocsSignIn:
    """Creates tokens for the reference page. Its secrets are valid until the server stops, in all of its processes.

    That a request comes from this machine does not prove that its user is here, because a proxy on this machine
    forwards requests of others.
    """

    mint_token: Callable[[], str]
    tokens_command: str = "tasks-api token --user NAME"
    _key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _ticket: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def link(self, address: str) -> str:
        """Return the URL that signs in; it must be printed only where its owner can read it."""
        return f"{address}{PATH}?{_KEY}={self._key}"

    def exchange(self, request: Request) -> Response | None:
        """Redirect a request with a key to the page without it; the correct key gives a cookie (RFC 6265). Otherwise
        return None.

        So the key does not remain in the address bar, in a `Referer` or in a bookmark.
        """
        keys = request.query_params.getlist(_KEY)
        if not keys:
            return None
        response = RedirectResponse(PATH, status_code=303, headers={"Cache-Control": "no-store"})
        if len(keys) == 1 and _equal(keys[0], self._key):
            response.set_cookie(_cookie_name(request), self._ticket, path=PATH, httponly=True, samesite="strict")
        return response

    def is_signed_in(self, request: Request) -> bool:
        """Return whether the request has the cookie. What a script of another origin fetches is never signed in:
        browsers send `Origin` with it, and not when they open a page (Fetch Standard, section 3.2)."""
        return "origin" not in request.headers and _equal(request.cookies.get(_cookie_name(request), ""), self._ticket)


def _cookie_name(request: Request) -> str:
    """The name contains the port, because browsers send a host's cookies to all of its ports (RFC 6265, section
    8.5)."""
    return f"tasks-docs-{request.url.port or 0}"


def _equal(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(errors="replace"), secret.encode())
