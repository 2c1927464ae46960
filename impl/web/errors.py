"""Answers exceptions with problems: sealed by the operation that the request matched, if it matched one."""

from collections.abc import Callable
from http import HTTPStatus

import structlog
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts import runtime
from impl.database.database import TooManyAtOnce
from impl.limits.load import Overloaded
from impl.services.errors import GoingDown
from impl.telemetry.request_id import current_request_id
from impl.web.problems import INTERNAL_ERROR, MEDIA_TYPE, NOT_FOUND, PROBLEMS, ProblemDetails, method_not_allowed

# Refusals that are logged elsewhere, where they are decided, or are the client's own doing.
_FORESEEN = (GoingDown, Overloaded, TooManyAtOnce)
EXPECTED = tuple(PROBLEMS)
"""All that services, security and the contract's own checks refuse with."""
_log = structlog.get_logger("tasks_api.errors")


def install(app: FastAPI, count: Callable[[str], None] | None = None) -> None:
    """Add the handlers of everything in the map, of routing's own errors, and of what nobody expected.

    Each problem's kind is told to `count`.
    """
    app.state.count_problem = count
    for error in PROBLEMS:
        app.add_exception_handler(error, answer_expected)
    app.add_exception_handler(HTTPException, _routing)
    app.add_exception_handler(Exception, _unexpected)


async def answer_expected(request: Request, error: Exception) -> Response:
    """The problem that the map has for one of `EXPECTED`."""
    told = next(make for kind, make in PROBLEMS.items() if isinstance(error, kind))(error)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, _FORESEEN):
        # A message is written for who runs the server; most have none, for they are the network's.
        reason = {"reason": str(error)} if str(error) else {}
        _log.warning("unavailable", error=type(error.__cause__ or error).__name__, **reason)
    return _answer(request, told)


async def _routing(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _answer(request, method_not_allowed((error.headers or {}).get("Allow", "")))
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.NOT_FOUND:
        return _answer(request, NOT_FOUND)
    return await _unexpected(request, error)


async def _unexpected(request: Request, error: Exception) -> Response:
    _log.error("internal error", exc_info=error)
    return _answer(request, INTERNAL_ERROR)


def _answer(request: Request, told: ProblemDetails) -> Response:
    count: Callable[[str], None] | None = request.app.state.count_problem
    if count is not None:
        count(told.type)
    body = told.body(current_request_id())
    operation = runtime.operation_of(request)
    if operation is not None:
        return runtime.encode(request, runtime.seal(operation, told.status, body, told.headers))
    headers = {name: str(value) for name, value in told.headers.items()}
    return Response(body.model_dump_json(), told.status, headers, MEDIA_TYPE)
