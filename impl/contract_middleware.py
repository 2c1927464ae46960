"""Serves the operations of the contract, and leaves whatever else is asked to FastAPI."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from generated.runtime import ContractRouter

from .errors import EXPECTED, answer_expected


class ContractMiddleware:
    """The short way to an operation, which needs nothing of what FastAPI has between here and its routes: trying one
    after the other, closing files of forms, looking up who answers an exception."""

    def __init__(self, app: ASGIApp, operations: ContractRouter) -> None:
        self._app = app
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        handler = self._operations.handler(scope)
        if handler is None:
            await self._app(scope, receive, send)
            return
        try:
            await handler(scope, receive, send)
        except EXPECTED as error:
            response = await answer_expected(Request(scope), error)
            await response(scope, receive, send)
