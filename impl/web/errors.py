"""Exception handlers: they respond with problems, which the operation must declare if the request matched one."""

from collections.abc import Callable
from http import HTTPStatus

import structlog
from fastapi import FastAPI
from fastapi.exception_handlers import http_exception_handler
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts import runtime
from impl.database.database import TooManyAtOnce
from impl.limits.load import Overloaded
from impl.services.errors import GoingDown
from impl.telemetry.request_id import current_request_id
from impl.web.problems import (
    INTERNAL_ERROR,
    MEDIA_TYPE,
    NOT_FOUND,
    PROBLEMS,
    ProblemDetails,
    http_problem,
    method_not_allowed,
    raised_for,
)

# Refusals that are logged where they are decided, or that the client causes.
_FORESEEN = (GoingDown, Overloaded, TooManyAtOnce)
_log = structlog.get_logger("tasks_api.errors")


def install(app: FastAPI, count: Callable[[str], None] | None = None) -> None:
    """Add the handlers of all mapped exceptions, of HTTPException and of unexpected exceptions.

    `count` is called with the type of each problem.
    """
    app.state.count_problem = count
    for error in PROBLEMS:
        app.add_exception_handler(error, answer_expected)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(Exception, _unexpected)


async def answer_expected(request: Request, error: Exception) -> Response:
    """Respond with the problem that an exception is mapped to."""
    told = next(make for kind, make in PROBLEMS.items() if isinstance(error, kind))(error)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, _FORESEEN):
        # Only exceptions with a message for the operator have one.
        reason = {"reason": str(error)} if str(error) else {}
        _log.warning("unavailable", error=type(error.__cause__ or error).__name__, **reason)
    return _answer(request, told)


async def _http_exception(request: Request, error: Exception) -> Response:
    """Respond to an HTTPException, which FastAPI's router or a handler has raised.

    An operation responds with its status if the contract declares it; else with 500, and the log says what to raise
    instead. Other routes keep its status and detail.
    """
    if not isinstance(error, HTTPException):
        return await _unexpected(request, error)
    operation, status = runtime.operation_of(request), error.status_code
    if operation is not None:
        try:
            if status < HTTPStatus.BAD_REQUEST:
                raise runtime.UndeclaredResponse(f"{operation} can't answer with {status} by an exception")
            return _answer(request, http_problem(error, mapped=True))
        except runtime.UndeclaredResponse as reason:
            wanted = " or ".join(raised_for(status)) or "an exception that you add to the map"
            cure = (
                f"Raise {wanted}, which impl/web/problems.py maps, and declare the response in contracts/openapi.yaml."
            )
            _log.error("undeclared HTTPException", status=status, reason=str(reason), cure=cure, exc_info=error)
            return _answer(request, INTERNAL_ERROR)
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    if status == HTTPStatus.METHOD_NOT_ALLOWED and "Allow" in (error.headers or {}):
        return _answer(request, method_not_allowed((error.headers or {})["Allow"]))
    if status == HTTPStatus.NOT_FOUND and error.detail == phrase:
        return _answer(request, NOT_FOUND)
    if not isinstance(error.detail, str) or status < HTTPStatus.BAD_REQUEST:
        return await http_exception_handler(request, error)
    return _answer(request, http_problem(error, mapped=False))


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
