"""Serves the contract and the reference page, which loads nothing from other servers (FR-033)."""

import gzip
import hashlib
import json
from collections.abc import Callable
from importlib.resources import files

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from generated.contract import DOCUMENT
from impl.services.headers import is_current
from impl.web import reference

_WHERE = "The reference of the Tasks API is at /docs, its contract at /openapi.json and /openapi.yaml.\n"
_CONTRACT = files("generated").joinpath("contract")


def install(app: FastAPI, *, docs: bool, sign_in: reference.DocsSignIn | None = None) -> None:
    """Add `/openapi.json`, `/openapi.yaml` and, if wanted, `/docs`.

    With `sign_in`, a browser on this machine that opens the printed address is signed in (FR-187).
    """
    compact = json.dumps(DOCUMENT, ensure_ascii=False, separators=(",", ":")).encode()
    _add_route(app, "/openapi.json", _Document(compact, "application/json").answer)
    _add_route(app, "/openapi.yaml", _Document(contract("openapi.yaml"), "application/yaml").answer)
    if docs:
        app.add_api_route("/", _lead_to_reference, methods=["GET", "HEAD"], include_in_schema=False)
        _add_route(app, reference.PATH, _Reference(sign_in).answer)
        for asset in reference.ASSETS:
            _add_route(app, asset.path, asset.answer)


async def _lead_to_reference(request: Request) -> Response:
    """Redirect a browser to the reference page. Other clients get a sentence that says where it is."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(_WHERE, headers={"Vary": "Accept"})
    return RedirectResponse(reference.PATH.removeprefix("/"), headers={"Vary": "Accept"})


def _add_route(app: FastAPI, path: str, answer: Callable[..., object]) -> None:
    app.add_api_route(path, answer, methods=["GET", "HEAD"], include_in_schema=False)


def contract(name: str) -> bytes:
    """Return the contract; `name` is `openapi.json` or `openapi.yaml`."""
    return _CONTRACT.joinpath(name).read_bytes()


class _Document:
    """Content that does not change while the server runs."""

    def __init__(self, content: bytes, media_type: str, headers: dict[str, str] | None = None) -> None:
        self._content = content
        self._media_type = media_type
        # Caches may keep it but must revalidate it each time, which is a 304 if it is current.
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        self._headers = {**(headers or {}), "Cache-Control": "no-cache", "ETag": etag}

    async def answer(self, request: Request) -> Response:
        """Return the content, or 304 if the client has the current one."""
        if is_current(request.headers.get("if-none-match"), self._headers["ETag"]):
            return Response(status_code=304, headers=self._headers)
        return Response(self._content, headers=self._headers, media_type=self._media_type)


class _Reference:
    """The reference page. A signed-in browser on this machine gets it with a token."""

    def __init__(self, sign_in: reference.DocsSignIn | None) -> None:
        page = reference.served_page(DOCUMENT, sign_in=sign_in is not None)
        headers = {"Content-Security-Policy": page.policy, "Vary": "Accept-Encoding"}
        self._public = _Document(page.html, "text/html", headers)
        headers["Content-Encoding"] = "gzip"
        self._compressed = _Document(gzip.compress(page.html, mtime=0), "text/html", headers)
        self._sign_in = sign_in

    async def answer(self, request: Request) -> Response:
        """Return the page. It is not compressed if it contains a token (BREACH)."""
        sign_in = self._sign_in
        public = self._compressed if reference.gzip_accepted(request) else self._public
        if sign_in is None or not reference.is_local(request):
            return await public.answer(request)
        if (exchanged := sign_in.exchange(request)) is not None:
            return exchanged
        if not sign_in.is_signed_in(request):
            return await public.answer(request)
        page = reference.served_page(DOCUMENT, token=sign_in.mint_token(), command=sign_in.tokens_command)
        headers = {"Content-Security-Policy": page.policy, "Cache-Control": "no-store"}
        return Response(page.html, headers=headers, media_type="text/html")
