"""Publishes the contract as it is, and a page to read and try it on, without the internet (FR-033)."""

import base64
import hashlib
import re
from importlib.resources import files

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from .services.etags import is_current

_CONTRACT = files("generated").joinpath("contract")
_ASSETS = files("fastapi_swagger").joinpath("resources")
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def install(app: FastAPI, *, docs: bool) -> None:
    """Add `/openapi.json` and `/openapi.yaml` and, where wanted, `/docs`."""
    for name, media_type in (("openapi.json", "application/json"), ("openapi.yaml", "application/yaml")):
        document = _Document(contract(name), media_type)
        _serve(app, f"/{name}", document)
    if docs:
        _serve(app, "/docs", _page(app.title))
        app.mount("/docs/assets", StaticFiles(directory=str(_ASSETS)), name="docs-assets")


def _serve(app: FastAPI, path: str, document: "_Document") -> None:
    app.add_api_route(path, document.answer, methods=["GET", "HEAD"], include_in_schema=False)


def contract(name: str) -> bytes:
    """The contract, `openapi.json` or `openapi.yaml`."""
    return _CONTRACT.joinpath(name).read_bytes()


class _Document:
    """Bytes that do not change while the server runs."""

    def __init__(self, content: bytes, media_type: str, headers: dict[str, str] | None = None) -> None:
        self._content = content
        self._media_type = media_type
        # Public, and asked for again each time: who has the current one is told so in 304.
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        self._headers = {**(headers or {}), "Cache-Control": "no-cache", "ETag": etag}

    async def answer(self, request: Request) -> Response:
        """The bytes, or 304 for whoever has them."""
        if is_current(request.headers.get("if-none-match"), self._headers["ETag"]):
            return Response(status_code=304, headers=self._headers)
        return Response(self._content, headers=self._headers, media_type=self._media_type)


def _page(title: str) -> _Document:
    html = bytes(
        get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=title,
            swagger_js_url="/docs/assets/swagger-ui-bundle.js",
            swagger_css_url="/docs/assets/swagger-ui.css",
            swagger_favicon_url="/docs/assets/favicon-32x32.png",
            swagger_ui_parameters={"persistAuthorization": True, "tryItOutEnabled": True},
        ).body
    )
    scripts = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE_SCRIPT.findall(html)]
    allowed = " ".join(f"'sha256-{digest}'" for digest in scripts)
    policy = (
        "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        f"script-src 'self' {allowed}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return _Document(html, "text/html", {"Content-Security-Policy": policy})
