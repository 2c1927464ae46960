"""Maps exceptions to problems (RFC 9457). This is the only place that does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException

from contracts import runtime
from generated import models
from impl.auth.bearer import Forbidden, InvalidToken
from impl.auth.jwks import KeysUnavailable
from impl.database.database import TooManyAtOnce
from impl.database.errors import DatabaseUnavailable
from impl.limits.limiter import RateLimited
from impl.limits.load import Overloaded
from impl.services.errors import GoingDown, InvalidCursor, NotImplementedYet
from impl.services.headers import task_etag
from impl.storage.errors import IdempotencyKeyInUse, IdempotencyKeyReused, TaskChanged, TaskNotFound

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
_OVERLOAD_SECONDS = 1
_MOST_ERRORS = 100  # which the contract allows
_INVALID = 422
_URN = "urn:tasks-api:problem:"
BLANK = "about:blank"
"""The type of a problem that says nothing beyond its status (RFC 9457, section 4.2.1)."""


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """A problem and its response headers, without the id of the request. `errors` are the violations of a 422."""

    type: str
    title: str
    status: int
    detail: str
    headers: Mapping[str, str | int] = field(default_factory=dict)
    errors: tuple[models.Violation, ...] = ()

    def body(self, request_id: str) -> models.Problem | models.InvalidRequestProblem:
        """Return the body of the response."""
        words: dict[str, Any] = {
            "type": self.type if self.type == BLANK else f"{_URN}{self.type}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "request_id": request_id,
        }
        if self.errors:
            return models.InvalidRequestProblem(**words, errors=list(self.errors))
        return models.Problem(**words)


INTERNAL_ERROR = ProblemDetails(
    "internal-error", "Internal error", 500, "The server made a mistake. It has been logged."
)
NOT_FOUND = ProblemDetails("not-found", "Not found", 404, "There is nothing at this path.")


@dataclass(frozen=True, slots=True)
class Mapped:
    """The problem for a class of exceptions. Functions compute what depends on the exception itself."""

    type: str
    title: str
    status: int
    detail: str | Callable[[Any], str]
    headers: Mapping[str, str | int] | Callable[[Any], Mapping[str, str | int]] = field(default_factory=dict)
    errors: Callable[[Any], tuple[models.Violation, ...]] = lambda _: ()

    def __call__(self, error: Exception) -> ProblemDetails:
        """Return the problem for an exception."""
        detail = self.detail if isinstance(self.detail, str) else self.detail(error)
        headers = self.headers(error) if callable(self.headers) else self.headers
        return ProblemDetails(self.type, self.title, self.status, detail, headers, self.errors(error))


def method_not_allowed(allow: str) -> ProblemDetails:
    """Return the problem of a path without the requested method (RFC 9110, section 15.5.6)."""
    detail = f"This path has no such method; it has {allow}."
    return ProblemDetails("method-not-allowed", "Method not allowed", 405, detail, {"Allow": allow})


def http_problem(error: HTTPException, *, mapped: bool) -> ProblemDetails:
    """Return the problem for an HTTPException with a status of 400 or more.

    With `mapped`, its type is that of the only mapped problem with this status. Otherwise, or if there are none or
    several, it is `about:blank` (RFC 9457, section 4.2.1).
    """
    status, phrase = error.status_code, _phrase(error.status_code)
    types = {(one.type, one.title) for one in PROBLEMS.values() if one.status == status}
    type_, title = types.pop() if mapped and len(types) == 1 else (BLANK, phrase)
    detail = str(error.detail) or phrase
    headers = {name: int(value) if value.isdecimal() else value for name, value in (error.headers or {}).items()}
    errors = (models.Violation(pointer=None, parameter=None, detail=detail),) if status == _INVALID else ()
    return ProblemDetails(type_, title, status, detail, headers, errors)


def raised_for(status: int) -> list[str]:
    """Return the qualified names of the exceptions that are mapped to a status."""
    return [f"{kind.__module__}.{kind.__qualname__}" for kind, mapped in PROBLEMS.items() if mapped.status == status]


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"


def _invalid_request(error: runtime.RequestRejected) -> str:
    told = len(error.violations[:_MOST_ERRORS])
    least = "at least " if told == _MOST_ERRORS else ""
    more = f" (and {least}{told - 1} more)" if told > 1 else ""
    return f"{error.violations[0].message}{more}"


def _violations(error: runtime.RequestRejected) -> tuple[models.Violation, ...]:
    return tuple(
        models.Violation(pointer=violation.pointer, parameter=violation.name, detail=violation.message)
        for violation in error.violations[:_MOST_ERRORS]
    )


def _limited(error: RateLimited) -> str:
    unit = "second" if error.retry_seconds == 1 else "seconds"
    return f"You have sent more requests than your quota allows. Try again in {error.retry_seconds} {unit}."


def _unavailable(detail: str) -> Mapped:
    return Mapped("unavailable", "Unavailable", 503, detail, {"Retry-After": RETRY_SECONDS})


def _overloaded(detail: str) -> Mapped:
    return Mapped("overloaded", "Overloaded", 503, detail, {"Retry-After": _OVERLOAD_SECONDS})


_KEY_REUSED = "This Idempotency-Key was used before with another body. Use a new key for a new task."

# The detail never contains the message of an exception, unless that message is written for clients.
PROBLEMS: Mapping[type[Exception], Mapped] = {
    runtime.MalformedBody: Mapped("malformed-body", "Malformed body", 400, lambda error: error.violations[0].message),
    runtime.BodyTooLarge: Mapped(
        "content-too-large", "Content too large", 413, lambda error: f"The body is larger than {error.limit} bytes."
    ),
    # Only operations with several media types raise it, if they declare it.
    runtime.NotAcceptable: Mapped("not-acceptable", "Not acceptable", 406, lambda error: error.violations[0].message),
    runtime.UnsupportedMediaType: Mapped(
        "unsupported-media-type",
        "Unsupported media type",
        415,
        lambda error: error.violations[0].message,
    ),
    runtime.UnsupportedContentCoding: Mapped(
        "unsupported-content-coding",
        "Unsupported content coding",
        415,
        lambda error: error.violations[0].message,
        {"Accept-Encoding": "identity"},
    ),
    runtime.InvalidRequest: Mapped(
        "invalid-request", "Invalid request", _INVALID, _invalid_request, errors=_violations
    ),
    InvalidToken: Mapped(
        "unauthorized",
        "Unauthorized",
        401,
        lambda error: error.sentence,
        lambda error: {"WWW-Authenticate": error.challenge},
    ),
    Forbidden: Mapped("forbidden", "Forbidden", 403, "This token does not give access to the tasks of this user."),
    RateLimited: Mapped(
        "rate-limited", "Rate limited", 429, _limited, lambda error: {"Retry-After": error.retry_seconds}
    ),
    TaskNotFound: Mapped("task-not-found", "Task not found", 404, "There is no such task."),
    TaskChanged: Mapped(
        "precondition-failed",
        "Precondition failed",
        412,
        lambda error: (
            f"The task is not, or no longer, what If-Match names. It is now at version {error.current_version}."
        ),
        lambda error: {"ETag": task_etag(error.current_version)},
    ),
    InvalidCursor: Mapped(
        "invalid-cursor", "Invalid cursor", 400, "This cursor does not belong to this list. Start without one."
    ),
    # Only stubs raise it, and the contract declares it for them.
    NotImplementedYet: Mapped("not-implemented", "Not implemented", 501, "This operation is not implemented yet."),
    IdempotencyKeyInUse: Mapped(
        "idempotency-key-in-use",
        "Idempotency key in use",
        409,
        "Another request with this Idempotency-Key is still running. Try again in a moment.",
        {"Retry-After": RETRY_SECONDS},
    ),
    IdempotencyKeyReused: Mapped(
        "idempotency-key-reused",
        "Idempotency key reused",
        _INVALID,
        _KEY_REUSED,
        errors=lambda _: (models.Violation(pointer=None, parameter="Idempotency-Key", detail=_KEY_REUSED),),
    ),
    KeysUnavailable: _unavailable("Tokens can't be proven right now. Try again in a moment."),
    runtime.TryAgain: _unavailable(
        "Other requests have changed the same again and again. Nothing was done. Try again in a moment."
    ),
    DatabaseUnavailable: _unavailable("The database can't be reached. Try again in a moment."),
    GoingDown: Mapped(
        "going-down",
        "Going down",
        503,
        "This server is going down. Another one will answer.",
        {"Retry-After": RETRY_SECONDS},
    ),
    TooManyAtOnce: _overloaded(
        "Your earlier requests take all that one user may have at once. Nothing was done; try again in a moment."
    ),
    Overloaded: _overloaded("The server has more to do than it can. Nothing was done; try again in a moment."),
}
