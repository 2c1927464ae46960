"""Answers with the status that a request asks for by `Prefer` (RFC 7240), and as late as a slow network."""

import re
from urllib.request import parse_http_list

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from contracts import runtime
from impl.mock.examples import NoExample, example_response
from impl.telemetry.request_id import current_request_id
from impl.web.problems import PROBLEMS

APPLIED = "Preference-Applied"
_PREFERENCE = re.compile(r'\s*(?:status|code)\s*=\s*(?:"([^"]*)"|([^\s;]*))\s*(?:;|$)', re.IGNORECASE)
"""`code` is what Prism calls it."""


class DemandedAnswers:
    """Middleware of the mock. An operation answers after the latency; with `Prefer: status=503` it does nothing, and
    answers with what the contract shows of this status. Other preferences are ignored, as RFC 7240, section 2, says;
    `Preference-Applied` (section 3) is on the answers that were asked for, and on no other."""

    def __init__(self, app: ASGIApp, operations: runtime.ContractRouter, latency: int) -> None:
        """The latency is in milliseconds."""
        self._app = app
        self._operations = operations.included_in(operations)
        self._seconds = latency / 1000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        handler = self._operations.handler(scope) if scope["type"] == "http" else None
        if handler is None:
            await self._app(scope, receive, send)
            return
        await anyio.sleep(self._seconds)
        status = _demanded(Headers(scope=scope).getlist("prefer"))
        if status is None:
            await self._app(scope, receive, send)
            return
        await _answer(Request(scope, receive), handler.operation, status)(scope, receive, send)


def _demanded(fields: list[str]) -> str | None:
    """The status that the first such preference names; the others of its name do not count (RFC 7240, section 2)."""
    for preference in parse_http_list(",".join(fields)):
        if (found := _PREFERENCE.match(preference)) is not None:
            return found[1] if found[2] is None else found[2]
    return None


def _answer(request: Request, operation: runtime.Operation, status: str) -> Response:
    try:
        if not re.fullmatch(r"[1-5][0-9]{2}", status):
            raise runtime.UndeclaredResponse(status)
        response = runtime.encode(request, example_response(operation, status, request_id=current_request_id()))
    except runtime.UndeclaredResponse:
        declared = ", ".join(sorted(operation.responses))
        return _refusal(f"{operation.id} declares no status {status[:40]!r}; it has {declared}.")
    except NoExample as error:
        return _refusal(str(error))
    response.headers[APPLIED] = f"status={status}"
    return response


def _refusal(sentence: str) -> Response:
    violation = runtime.Violation("header", "Prefer", None, "enum", f"Prefer can't be honoured: {sentence}")
    problem = PROBLEMS[runtime.InvalidRequest](runtime.InvalidRequest([violation]))
    body = problem.body(current_request_id()).model_dump_json()
    return Response(body, problem.status, media_type="application/problem+json")
