"""Who is signed in on the page: whoever was told the key that the server printed (FR-267)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

PATH = "/docs"
_KEY = "key"


@dataclass(frozen=True, slots=True)
class DocsSignIn:
    """Makes tokens for the page. Its secrets are those of a run of the server, shared by its processes.

    That a request comes from this machine shows nothing by itself: behind a proxy's default settings all do.
    """

    mint: Callable[[], str]
    _key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _ticket: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def link(self, address: str) -> str:
        """The URL that signs in, to be printed where its owner alone reads it."""
        return f"{address}{PATH}?{_KEY}={self._key}"

    def exchange(self, request: Request) -> Response | None:
        """For a request with a key the way to the page without it, with a cookie if it was the right one (RFC 6265).

        So no key is left in the address bar, in a `Referer` or in a bookmark.
        """
        keys = request.query_params.getlist(_KEY)
        if not keys:
            return None
        response = RedirectResponse(PATH, status_code=303, headers={"Cache-Control": "no-store"})
        if len(keys) == 1 and _same(keys[0], self._key):
            response.set_cookie(_cookie(request), self._ticket, path=PATH, httponly=True, samesite="strict")
        return response

    def knows(self, request: Request) -> bool:
        """Whether the request has the cookie."""
        return _same(request.cookies.get(_cookie(request), ""), self._ticket)


def _cookie(request: Request) -> str:
    """By port: a browser sends the cookies of a machine to all of its ports (RFC 6265, section 8.5)."""
    return f"tasks-docs-{request.url.port or 0}"


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(errors="replace"), secret.encode())
