"""Answers that the connection itself gives before or instead of an operation; afterwards the connection closes."""

import json
import os
from http import HTTPStatus

from impl.limits.load import Overloaded
from impl.web.problems import MEDIA_TYPE, PROBLEMS, ProblemDetails

_UNREADABLE = "The request is not one that this server reads."
_TIMEOUT = "The request has not come whole in the time that there was for it. Send it again."


def early_answer(status: HTTPStatus, detail: str | None = None) -> bytes:
    """Build a whole HTTP response, head and body, with the problem (RFC 9457) of a status.

    Without `detail` the standard sentence of the status is used.
    """
    details, request_id = _problem_details(status), os.urandom(16).hex()
    problem = {
        "type": f"urn:tasks-api:problem:{details.type}",
        "title": details.title,
        "status": details.status,
        "detail": detail or details.detail,
        "request_id": request_id,
    }
    body = json.dumps(problem).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        f"X-Request-ID: {request_id}",
        *(f"{name}: {value}" for name, value in details.headers.items()),
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body


def _problem_details(status: HTTPStatus) -> ProblemDetails:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        details: ProblemDetails = PROBLEMS[Overloaded](Overloaded())
        return details
    detail = _TIMEOUT if status is HTTPStatus.REQUEST_TIMEOUT else _UNREADABLE
    return ProblemDetails(status.name.lower().replace("_", "-"), status.phrase, status.value, detail)
