"""The outermost layer: gives each request an id, measures its time, and logs it in one line."""

import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from opentelemetry.trace import get_current_span
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from impl.limits.limiter import rate_limit_fields
from impl.limits.load import Load
from impl.telemetry.request_id import HEADER, begin_request
from impl.telemetry.stopwatch import Stopwatch, database_time
from impl.web.security_headers import security_headers


class RequestMiddleware:
    """Adds `X-Request-ID`, `Server-Timing` (W3C), security headers and `RateLimit` to responses, and logs each request.

    An admitted request counts as load until its answer begins, but not while the server waits for its body (FR-210). If
    the process is overloaded when the body is complete, the request is refused then (FR-211).
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
        started, stopwatch, status, load = time.perf_counter(), Stopwatch(), 0, self._load
        database_time.set(stopwatch)
        work = load.begin()
        received_ids = [value for name, value in scope["headers"] if name == HEADER]
        request_id = begin_request(received_ids[0] if len(received_ids) == 1 else None)
        if scope.get("fastapi.telemetry") is not None:
            get_current_span().set_attribute("tasks_api.request_id", request_id)

        async def receive_uncounted() -> Message:
            if not load.pause(work):
                return await receive()
            message = await receive()
            if message["type"] == "http.request":
                load.check()
            load.resume(work)
            return message

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                load.end(work)
                timing = f"total;dur={_milliseconds(started):.1f}, db;dur={stopwatch.seconds * 1000:.1f}"
                headers = list(message.get("headers", ()))
                headers += security_headers(scope["scheme"], headers)
                headers += rate_limit_fields(scope)
                headers += ((HEADER, request_id.encode()), (b"server-timing", timing.encode()))
                message["headers"] = headers
            await send(message)

        try:
            await self._app(scope, receive_uncounted, send_with_headers)
        finally:
            if not work.ended:
                load.end(work)
            self._log.info(
                "request",
                method=scope["method"],
                route=_route(scope),
                status=status,
                duration_ms=round(_milliseconds(started), 1),
                database_ms=round(stopwatch.seconds * 1000, 1),
            )


def _milliseconds(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _route(scope: MutableMapping[str, Any]) -> str:
    """Return the template of the path. The path itself may contain private data, so it is not logged."""
    return str(getattr(scope.get("route"), "path", "unmatched"))
