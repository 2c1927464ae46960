"""The outermost layer: gives each request an id, measures its time, adds headers, and logs it in one line."""

import os
import re
import time
from collections.abc import Iterable

import structlog
from opentelemetry.trace import get_current_span
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from impl.limits.limiter import rate_limit_fields
from impl.limits.load import Load
from impl.telemetry.request_id import HEADER, request_id
from impl.telemetry.stopwatch import Stopwatch, database_time

_USABLE_ID = re.compile(rb"[!-~]{1,128}")
"""The ids that the contract allows. Others are neither used nor logged."""
# For browsers and caches (OWASP REST Security Cheat Sheet).
_SECURITY = (
    (b"cache-control", b"no-store"),  # RFC 9111, section 5.2.2.5: tasks are private
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_NAMES = frozenset(name for name, _ in _SECURITY)
_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")  # RFC 6797


class RequestMiddleware:
    """Adds `X-Request-ID`, `Server-Timing` (W3C), security headers and `RateLimit` to responses, and logs each request.

    An admitted request counts as load until its answer begins, but not while the server waits for its body (FR-210). If
    the process is overloaded when the body is complete, the request is refused then (FR-210).
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
        usable = len(received_ids) == 1 and _USABLE_ID.fullmatch(received_ids[0]) is not None
        own_id = received_ids[0] if usable else os.urandom(16).hex().encode()
        request_id.set(own_id.decode("ascii"))
        if scope.get("fastapi.telemetry") is not None:
            get_current_span().set_attribute("tasks_api.request_id", request_id.get())

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
                total = (time.perf_counter() - started) * 1000
                timing = f"total;dur={total:.1f}, db;dur={stopwatch.seconds * 1000:.1f}"
                headers = list(message.get("headers", ()))
                headers += security_headers(scope["scheme"], headers)
                headers += rate_limit_fields(scope)
                headers += ((HEADER, own_id), (b"server-timing", timing.encode()))
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
                # The template: the path itself may contain private data.
                route=str(getattr(scope.get("route"), "path", "unmatched")),
                status=status,
                duration_ms=round((time.perf_counter() - started) * 1000, 1),
                database_ms=round(stopwatch.seconds * 1000, 1),
            )


def security_headers(scheme: str, headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers to add to `headers`; headers that are present stay as they are (FR-078).

    HSTS is added for TLS only, because RFC 6797, section 7.2, forbids it over plain HTTP.
    """
    present = dict(headers)  # lower-case, as ASGI has them
    added = [pair for pair in _SECURITY if pair[0] not in present] if _NAMES & present.keys() else [*_SECURITY]
    return [*added, _TRANSPORT] if scheme == "https" else added
