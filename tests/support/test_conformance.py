"""The check of responses finds every way in which one can differ from the contract."""

import json
from dataclasses import replace

import pytest

from tests.contracts.coverage.sightings import Sighting
from tests.support.conformance import Deviation, Exchange, check
from tests.support.document import Json, contract

NAME = "0199f3c1a2b47c3d8e5f60718293a4b5"
AMBIENT = (("x-request-id", NAME), ("server-timing", "total;dur=3.2, db;dur=1.9"))
TASK: Json = contract().root["components"]["examples"]["Task"]["value"]
PROBLEM: Json = {"type": "urn:x", "title": "T", "status": 404, "detail": "D.", "request_id": NAME}
PROBLEM_TYPE = ("content-type", "application/problem+json")

GET = Exchange(
    "GET",
    "/api/ada/tasks/1",
    200,
    headers=(*AMBIENT, ("etag", '"1"'), ("content-type", "application/json"), ("content-length", "300")),
    body=json.dumps(TASK).encode(),
)
MISSING = Exchange("GET", "/api/ada/tasks/1", 404, headers=(*AMBIENT, PROBLEM_TYPE), body=json.dumps(PROBLEM).encode())
GONE = Exchange("DELETE", "/api/ada/tasks/1", 204, headers=AMBIENT)
ELSEWHERE = replace(MISSING, path="/elsewhere")
NOT_ALLOWED = Exchange(
    "POST",
    "/api/ada/tasks/1",
    405,
    headers=(*AMBIENT, PROBLEM_TYPE, ("allow", "DELETE, GET, PATCH, PUT")),
    body=json.dumps({**PROBLEM, "status": 405}).encode(),
)
UNAVAILABLE = Exchange(
    "GET",
    "/health/ready",
    503,
    headers=(*AMBIENT, PROBLEM_TYPE, ("retry-after", "5")),
    body=json.dumps({**PROBLEM, "status": 503}).encode(),
)


def _with_header(exchange: Exchange, name: str, *values: str) -> Exchange:
    others = [header for header in exchange.headers if header[0] != name]
    return replace(exchange, headers=(*others, *((name, value) for value in values)))


def _with_body(exchange: Exchange, **members: object) -> Exchange:
    return replace(exchange, body=json.dumps({**json.loads(exchange.body), **members}).encode())


@pytest.mark.parametrize("exchange", [GET, MISSING, GONE, ELSEWHERE, NOT_ALLOWED, UNAVAILABLE])
def test_declared_response_passes(exchange: Exchange) -> None:
    """FR-044: what the contract declares is accepted."""
    check(exchange)


def test_sightings_name_status_and_headers() -> None:
    """FR-044: a response counts for its status and for each header that it carries."""
    assert check(GET) == [
        Sighting("get_task", 200, ""),
        Sighting("get_task", 200, "ETag"),
        Sighting("get_task", 200, "X-Request-ID"),
        Sighting("get_task", 200, "Server-Timing"),
    ]


DEVIATIONS = {
    "status that no operation has": (replace(GET, status=202), "the status is not one of"),
    "status of another operation": (replace(GONE, status=404, method="GET", path="/health/live"), "not one of"),
    "required header missing": (_with_header(GET, "etag"), "ETag is missing"),
    "ambient header missing": (_with_header(GONE, "server-timing"), "Server-Timing is missing"),
    "header against its schema": (_with_header(GET, "etag", "1"), "header ETag"),
    "header no integer": (_with_header(UNAVAILABLE, "retry-after", "soon"), "header Retry-After"),
    "header under its minimum": (_with_header(UNAVAILABLE, "retry-after", "0"), "header Retry-After"),
    "header twice": (_with_header(GET, "etag", '"1"', '"2"'), "ETag is sent 2 times"),
    "header undeclared": (_with_header(GET, "x-powered-by", "x"), "x-powered-by is not declared"),
    "declared header of another status": (_with_header(GET, "location", "/x"), "location is not declared"),
    "media type wrong": (_with_header(MISSING, "content-type", "application/json"), "the media type is"),
    "media type missing": (_with_header(GET, "content-type"), "the media type is missing"),
    "body where none is": (replace(GONE, body=b"{}"), "a body of 2 bytes"),
    "media type of no body": (_with_header(GONE, "content-type", "application/json"), "of no declared body"),
    "key missing": (replace(GET, body=json.dumps({**TASK, "version": None}).encode()), "body:"),
    "key extra": (_with_body(GET, owner="ada"), "body:"),
    "value out of range": (_with_body(GET, id=0), "body:"),
    "format wrong": (_with_body(GET, created_at="yesterday"), "body:"),
    "no JSON": (replace(GET, body=b"nothing"), "the body is not JSON"),
    "NaN": (replace(GET, body=b'{"id": NaN}'), "NaN is not JSON"),
    "name twice": (replace(GET, body=b'{"id": 1, "id": 2}'), "a name twice"),
    "problem of another status": (_with_body(MISSING, status=410), "the problem's status"),
    "problem of another request": (_with_body(MISSING, request_id="x"), "the problem's request_id"),
    "request id not answered": (replace(GET, request_headers=(("X-Request-ID", "mine"),)), "'mine' was sent"),
    "unknown path that answers": (replace(GET, path="/elsewhere"), "the status should be 404"),
    "unknown path with no problem": (_with_header(ELSEWHERE, "content-type", "text/html"), "the media type is"),
    "method that should not be": (replace(GET, method="POST"), "the status should be 405"),
    "Allow missing": (_with_header(NOT_ALLOWED, "allow"), "Allow is missing"),
    "Allow incomplete": (_with_header(NOT_ALLOWED, "allow", "GET"), "Allow is"),
    "Allow with more": (_with_header(NOT_ALLOWED, "allow", "DELETE, GET, HEAD, PATCH, PUT"), "Allow is"),
}


@pytest.mark.parametrize(("exchange", "message"), DEVIATIONS.values(), ids=DEVIATIONS)
def test_deviation_is_found(exchange: Exchange, message: str) -> None:
    """FR-044: what the contract does not declare is refused, and said in words."""
    with pytest.raises(Deviation, match=message.replace("(", r"\(")):
        check(exchange)


def test_missing_key_is_found() -> None:
    """FR-010: a task without one of its keys is refused."""
    for key in TASK:
        body = json.dumps({name: value for name, value in TASK.items() if name != key}).encode()
        with pytest.raises(Deviation, match="required"):
            check(replace(GET, body=body))
