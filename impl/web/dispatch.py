"""Dispatches requests to the operations of the contract, and all others to FastAPI."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from fastapi import APIRouter
from starlette._utils import is_async_callable
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts.runtime import ContractRouter, FailedAfterAnswer


class ContractMiddleware:
    """Calls the operation's handler directly. It skips what FastAPI does between middleware and routes: matching the
    routes one by one, closing the files of forms, and finding the handler of an exception."""

    def __init__(self, app: ASGIApp, operations: ContractRouter, router: APIRouter) -> None:
        """`operations` must be included in `router`, whose dependencies are applied to them."""
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
        except FailedAfterAnswer:
            raise
        except Exception as error:
            answer = _handler_of(scope["app"].exception_handlers, error)
            if answer is None:
                raise
            request = Request(scope, receive, send)
            if is_async_callable(answer):
                response = await answer(request, error)
            else:
                response = await run_in_threadpool(answer, request, error)
            await response(scope, receive, send)


def _handler_of(handlers: Mapping[Any, Callable[..., Any]], error: Exception) -> Callable[..., Any] | None:
    """Return the application's handler of an exception as Starlette does: by the status of an HTTPException, else by
    class. The handlers of 500 and of Exception are outside of all middleware, so they are not returned."""
    if isinstance(error, HTTPException) and error.status_code != HTTPStatus.INTERNAL_SERVER_ERROR:
        found = handlers.get(error.status_code)
        if found is not None:
            return found
    for kind in type(error).__mro__:
        if kind is Exception:
            break
        if kind in handlers:
            return handlers[kind]
    return None


def _keep_encoded_slashes(scope: Scope) -> None:
    """Keep `%2F` encoded in the decoded path, so that it separates no segments in FastAPI's routes (RFC 3986, 2.2)."""
    raw: bytes = scope.get("raw_path") or b""
    if b"%2f" in raw.lower():
        segments = raw.partition(b"?")[0].decode("ascii", "replace").split("/")
        scope["path"] = "/".join(unquote(segment).replace("/", "%2F") for segment in segments)
