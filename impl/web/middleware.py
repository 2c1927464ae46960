"""The outermost layer: names each request, times it, and logs it in one line."""

import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from opentelemetry.trace import get_current_span
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from generated import runtime
from impl.limits.fields import rate_limit_fields
from impl.limits.load import Load
from impl.telemetry.request_id import HEADER, begin_request
from impl.telemetry.stopwatch import Stopwatch, database_time
from impl.web.security_headers import security_headers


class RequestMiddleware:
    """Adds `X-Request-ID`, `Server-Timing` (W3C), security headers and `RateLimit` to responses; logs every request.

    A request that has been admitted counts in the load until its answer begins, but not while its body is awaited
    (FR-210); so waiting for a client, to send or to read, is never work. Who has sent all of a body when the process
    has no more room is refused then (FR-211).
    """

    def __init__(self, app: ASGIApp, load: Load) -> None:
        self._app = app
        self._load = load
        self._log = structlog.get_logger("tasks_api.request").bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, watch, status, load = time.perf_counter(), Stopwatch(), 0, self._load
        database_time.set(watch)
        work = load.begin()
        given = [value for name, value in scope["headers"] if name == HEADER]
        request_id = begin_request(given[0] if len(given) == 1 else None)
        if scope.get("fastapi.telemetry") is not None:
            get_current_span().set_attribute("tasks_api.request_id", request_id)

        async def awaited() -> Message:
            if not load.pause(work):
                return await receive()
            message = await receive()
            if message["type"] == "http.request":
                load.check()
            load.resume(work)
            return message

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                load.end(work)
                timing = f"total;dur={_milliseconds(started):.1f}, db;dur={watch.seconds * 1000:.1f}"
                headers = list(message.get("headers", ()))
                headers += security_headers(scope["scheme"], headers)
                headers += rate_limit_fields(scope)
                headers += ((HEADER, request_id.encode()), (b"server-timing", timing.encode()))
                message["headers"] = headers
            await send(message)

        try:
            await self._app(scope, awaited, named)
        finally:
            if not work.ended:
                load.end(work)
            self._log.info(
                "request",
                method=scope["method"],
                route=_route(scope),
                status=status,
                duration_ms=round(_milliseconds(started), 1),
                database_ms=round(watch.seconds * 1000, 1),
            )


def _milliseconds(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _route(scope: MutableMapping[str, Any]) -> str:
    """The template of the path, never the path itself, which may hold what is private."""
    operation: runtime.Operation | None = scope.get("contract.operation")
    route = scope.get("route")
    return operation.path if operation is not None else str(getattr(route, "path", "unmatched"))
