"""The one map from what went wrong to what a client is told (RFC 9457)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts import runtime
from generated import models
from impl.auth.bearer import Forbidden, InvalidToken
from impl.auth.jwks import KeysUnavailable
from impl.database.database import TooManyAtOnce
from impl.database.errors import DatabaseUnavailable
from impl.limits.limiter import RateLimited
from impl.limits.load import Overloaded
from impl.services.errors import GoingDown, InvalidCursor, NotImplementedYet
from impl.services.etags import task_etag
from impl.storage.errors import IdempotencyKeyInUse, IdempotencyKeyReused, TaskChanged, TaskNotFound

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
_OVERLOAD_SECONDS = 1
_MOST_ERRORS = 100  # which the contract allows
_URN = "urn:tasks-api:problem:"


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """A problem without the name of its request. `errors` is what a 422 lists."""

    type: str
    title: str
    status: int
    detail: str
    headers: Mapping[str, str | int] = field(default_factory=dict)
    errors: tuple[models.Violation, ...] = ()

    def body(self, request_id: str) -> models.Problem | models.InvalidRequestProblem:
        """The contract's model of it."""
        words: dict[str, Any] = {
            "type": f"{_URN}{self.type}",
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


def method_not_allowed(allow: str) -> ProblemDetails:
    """The path exists, the method does not (RFC 9110, section 15.5.6)."""
    detail = f"This path has no such method; it has {allow}."
    return ProblemDetails("method-not-allowed", "Method not allowed", 405, detail, {"Allow": allow})


def _invalid_request(error: runtime.RequestRejected) -> ProblemDetails:
    told = error.violations[:_MOST_ERRORS]
    errors = tuple(
        models.Violation(pointer=violation.pointer, parameter=violation.name, detail=violation.message)
        for violation in told
    )
    least = "at least " if len(told) == _MOST_ERRORS else ""
    more = f" (and {least}{len(errors) - 1} more)" if len(errors) > 1 else ""
    return ProblemDetails("invalid-request", "Invalid request", 422, f"{errors[0].detail}{more}", errors=errors)


def _key_in_use(_: IdempotencyKeyInUse) -> ProblemDetails:
    detail = "Another request with this Idempotency-Key is still running. Try again in a moment."
    return ProblemDetails(
        "idempotency-key-in-use", "Idempotency key in use", 409, detail, {"Retry-After": RETRY_SECONDS}
    )


def _key_reused(_: IdempotencyKeyReused) -> ProblemDetails:
    detail = "This Idempotency-Key was used before with another body. Use a new key for a new task."
    violation = models.Violation(pointer=None, parameter="Idempotency-Key", detail=detail)
    return ProblemDetails("idempotency-key-reused", "Idempotency key reused", 422, detail, errors=(violation,))


def _changed(error: TaskChanged) -> ProblemDetails:
    detail = f"The task is not, or no longer, what If-Match names. It is now at version {error.current_version}."
    etag = task_etag(error.current_version)
    return ProblemDetails("precondition-failed", "Precondition failed", 412, detail, {"ETag": etag})


def _unauthorized(error: InvalidToken) -> ProblemDetails:
    return ProblemDetails("unauthorized", "Unauthorized", 401, error.sentence, {"WWW-Authenticate": error.challenge})


def _limited(error: RateLimited) -> ProblemDetails:
    unit = "second" if error.retry_seconds == 1 else "seconds"
    detail = f"You have sent more requests than your quota allows. Try again in {error.retry_seconds} {unit}."
    return ProblemDetails("rate-limited", "Rate limited", 429, detail, {"Retry-After": error.retry_seconds})


def _always(told: ProblemDetails) -> Callable[[Any], ProblemDetails]:
    return lambda _: told


# The detail of a problem never comes from an exception's own message, but for those that are written to be shown.
PROBLEMS: Mapping[type[Exception], Callable[[Any], ProblemDetails]] = {
    runtime.MalformedBody: lambda error: ProblemDetails(
        "malformed-body", "Malformed body", 400, error.violations[0].message
    ),
    runtime.BodyTooLarge: lambda error: ProblemDetails(
        "content-too-large", "Content too large", 413, f"The body is larger than {error.limit} bytes."
    ),
    runtime.UnsupportedMediaType: lambda error: ProblemDetails(
        "unsupported-media-type",
        "Unsupported media type",
        415,
        f"The body must be sent as {' or '.join(error.expected)}.",
    ),
    runtime.UnsupportedContentCoding: lambda error: ProblemDetails(
        "unsupported-content-coding",
        "Unsupported content coding",
        415,
        error.violations[0].message,
        {"Accept-Encoding": "identity"},
    ),
    runtime.InvalidRequest: _invalid_request,
    InvalidToken: _unauthorized,
    Forbidden: _always(
        ProblemDetails("forbidden", "Forbidden", 403, "This token does not give access to the tasks of this user."),
    ),
    RateLimited: _limited,
    TaskNotFound: _always(ProblemDetails("task-not-found", "Task not found", 404, "There is no such task.")),
    TaskChanged: _changed,
    InvalidCursor: _always(
        ProblemDetails(
            "invalid-cursor", "Invalid cursor", 400, "This cursor does not belong to this list. Start without one."
        ),
    ),
    # Only while there is a stub, whose contract then declares it.
    NotImplementedYet: _always(
        ProblemDetails("not-implemented", "Not implemented", 501, "This operation is not implemented yet."),
    ),
    IdempotencyKeyInUse: _key_in_use,
    IdempotencyKeyReused: _key_reused,
    KeysUnavailable: _always(
        ProblemDetails(
            "unavailable",
            "Unavailable",
            503,
            "Tokens can't be proven right now. Try again in a moment.",
            {"Retry-After": RETRY_SECONDS},
        ),
    ),
    runtime.TryAgain: _always(
        ProblemDetails(
            "unavailable",
            "Unavailable",
            503,
            "Other requests have changed the same again and again. Nothing was done. Try again in a moment.",
            {"Retry-After": RETRY_SECONDS},
        ),
    ),
    DatabaseUnavailable: _always(
        ProblemDetails(
            "unavailable",
            "Unavailable",
            503,
            "The database can't be reached. Try again in a moment.",
            {"Retry-After": RETRY_SECONDS},
        ),
    ),
    GoingDown: _always(
        ProblemDetails(
            "going-down",
            "Going down",
            503,
            "This server is going down. Another one will answer.",
            {"Retry-After": RETRY_SECONDS},
        ),
    ),
    TooManyAtOnce: _always(
        ProblemDetails(
            "overloaded",
            "Overloaded",
            503,
            "Your earlier requests take all that one user may have at once. Nothing was done; try again in a moment.",
            {"Retry-After": _OVERLOAD_SECONDS},
        ),
    ),
    Overloaded: _always(
        ProblemDetails(
            "overloaded",
            "Overloaded",
            503,
            "The server has more to do than it can. Nothing was done; try again in a moment.",
            {"Retry-After": _OVERLOAD_SECONDS},
        ),
    ),
}
