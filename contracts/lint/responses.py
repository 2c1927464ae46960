"""The rules for responses: every possible error is declared as a problem, with the headers that the server adds."""

from collections.abc import Iterator

from contracts.lint.finding import Finding, finding
from contracts.lint.places import Document, Operation, Place, contents, definition, headers, operations

PROBLEM = "application/problem+json"
_PROBLEM_KEYS = ("type", "title", "status", "detail")
_COMMON_HEADERS = ("X-Request-ID", "Server-Timing")
_QUOTA_HEADERS = ("RateLimit-Policy", "RateLimit")


def response_findings(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the responses of each operation."""
    for operation in operations(document):
        at = (*operation.place.at, "responses")
        for status, reason in _expected(operation):
            if status not in operation.responses:
                yield finding("error-undeclared", at, f"Declare {status} for {operation.name}: {reason}.")
        for status, response in operation.responses.items():
            if not status.isdigit():
                yield finding("status-range", (*at, status), f"Declare each status of {operation.name} by itself.")
            elif status >= "400":
                yield from _problem(document, response, status)
            declared = {name.lower() for name in headers(document, response)}
            for name in (*_COMMON_HEADERS, *(_QUOTA_HEADERS if operation.secured else ())):
                if name.lower() not in declared:
                    yield finding("header-undeclared", response.at, f"Declare {name}, which the server always adds.")


def _expected(operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield the statuses that the server, and the operation's headers and parameters, may cause."""
    yield "500", "a defect of ours is answered so"
    if operation.parameters or operation.body:
        yield "422", "a parameter or the body may be invalid"
    if operation.body:
        yield "400", "the body may be no JSON"
        yield "413", "the body may be too large"
        yield "415", "the body may be of another media type"
    if operation.secured:
        yield "401", "it needs a token"
        yield "429", "whoever needs a token has a quota"
        yield "503", "the database, or the keys of the issuer, may be away"
        if operation.has_parameter("path", "user_id"):
            yield "403", "the path may be another user's"
    if any(p.value["in"] == "path" and p.value["name"] != "user_id" for p in operation.parameters):
        yield "404", "what the path names may not be there"
    for place, name, status, reason in (
        ("query", "cursor", "400", "the cursor may be of another list"),
        ("header", "If-Match", "412", "If-Match may not match (RFC 9110, 13.1.1)"),
        ("header", "If-None-Match", "304", "If-None-Match may match (RFC 9110, 13.1.2)"),
        ("header", "Idempotency-Key", "409", "the first request of the key may still run"),
    ):
        if operation.has_parameter(place, name):
            yield status, reason


def _problem(document: Document, response: Place, status: str) -> Iterator[Finding]:
    media = contents(response)
    if set(media) != {PROBLEM}:
        yield finding("problem-media-type", response.at, f"Answer {status} with {PROBLEM} alone.")
        return
    schema = definition(document, media[PROBLEM].within("schema"))
    required = schema.value.get("required", []) if isinstance(schema.value, dict) else []
    missing = [key for key in _PROBLEM_KEYS if key not in required]
    if missing:
        yield finding("problem-media-type", schema.at, f"Require {', '.join(missing)} of a problem.")
