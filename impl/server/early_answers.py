"""Answers of a connection to what no operation is asked for yet, or any more; after them it is closed."""

import json
from http import HTTPStatus

from impl.limits.load import Overloaded
from impl.telemetry.request_id import fresh_request_id
from impl.web.problems import MEDIA_TYPE, PROBLEMS, Told

_UNREADABLE = "The request is not one that this server reads."
_TIMEOUT = "The request has not come whole in the time that there was for it. Send it again."


def early_answer(status: HTTPStatus, detail: str | None = None) -> bytes:
    """The head and the body of a problem (RFC 9457) by its status, as they go on the wire.

    Without a detail it has the sentence of its status.
    """
    told, request_id = _told(status), fresh_request_id()
    problem = {
        "type": f"urn:tasks-api:problem:{told.type}",
        "title": told.title,
        "status": told.status,
        "detail": detail or told.detail,
        "request_id": request_id,
    }
    body = json.dumps(problem).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
        f"X-Request-ID: {request_id}",
        *(f"{name}: {value}" for name, value in told.headers.items()),
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + body


def _told(status: HTTPStatus) -> Told:
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        told: Told = PROBLEMS[Overloaded](Overloaded())
        return told
    detail = _TIMEOUT if status is HTTPStatus.REQUEST_TIMEOUT else _UNREADABLE
    return Told(status.name.lower().replace("_", "-"), status.phrase, status.value, detail)
