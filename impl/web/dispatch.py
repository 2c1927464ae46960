"""Serves the operations of the contract, and leaves whatever else is asked to FastAPI."""

from urllib.parse import unquote

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.runtime import ContractRouter
from impl.web.errors import EXPECTED, answer_expected


class ContractMiddleware:
    """The short way to an operation, which needs nothing of what FastAPI has between here and its routes: trying one
    after the other, closing files of forms, looking up who answers an exception."""

    def __init__(self, app: ASGIApp, operations: ContractRouter, router: APIRouter) -> None:
        """The operations as the router of the application includes them."""
        self._app = app
        self._operations = operations.included_in(router)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        handler = self._operations.handler(scope)
        if handler is None:
            _keep_encoded_slashes(scope)
            await self._app(scope, receive, send)
            return
        try:
            await handler(scope, receive, send)
        except EXPECTED as error:
            response = await answer_expected(Request(scope), error)
            await response(scope, receive, send)
        except ClientDisconnect:
            pass  # before all of its body was there: nothing was done, and nobody is there to be answered


def _keep_encoded_slashes(scope: Scope) -> None:
    """FastAPI's own routes look at the decoded path, where `%2F` must not separate segments (RFC 3986, section 2.2)."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%2f" in raw.lower():
        segments = raw.partition(b"?")[0].decode("ascii", "replace").split("/")
        scope["path"] = "/".join(unquote(segment).replace("/", "%2F") for segment in segments)
