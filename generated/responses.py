# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""The responses that the contract names in `components/responses`; several operations answer with one of them."""

from dataclasses import KW_ONLY, dataclass
from typing import Annotated, ClassVar, final

from contracts import runtime

from . import models


@final
@dataclass(frozen=True, slots=True)
class NotModified(runtime.SealedResponse):
    """What you have is still current."""

    status: ClassVar[int] = 304
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


@final
@dataclass(frozen=True, slots=True)
class MalformedBody(runtime.SealedResponse):
    """The body is not JSON, or an object in it has a member more than once, a number in it is beyond a double, or it
    is
    nested in more than 200 levels."""

    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class Unauthorized(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    www_authenticate: Annotated[
        str, runtime.Header("WWW-Authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"})
    ]


@final
@dataclass(frozen=True, slots=True)
class Forbidden(runtime.SealedResponse):
    """The path belongs to another user."""

    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class TaskNotFound(runtime.SealedResponse):
    """The user has no such task."""

    status: ClassVar[int] = 404
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class PreconditionFailed(runtime.SealedResponse):
    """The task is no longer what `If-Match` says. `ETag` tells what it is now."""

    status: ClassVar[int] = 412
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


@final
@dataclass(frozen=True, slots=True)
class ContentTooLarge(runtime.SealedResponse):
    """The body is larger than 64 KiB."""

    status: ClassVar[int] = 413
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class UnsupportedMediaType(runtime.SealedResponse):
    """The body is not declared as `application/json`; or it is compressed, which `Content-Encoding` says, and then
    `Accept-Encoding` tells that no coding is taken."""

    status: ClassVar[int] = 415
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    accept_encoding: Annotated[
        str | None, runtime.Header("Accept-Encoding", {"type": "string", "const": "identity"}, required=False)
    ] = None


@final
@dataclass(frozen=True, slots=True)
class InvalidRequest(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class KeyInUse(runtime.SealedResponse):
    """Another request with this `Idempotency-Key` is still running. Nothing was changed; try again."""

    status: ClassVar[int] = 409
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    retry_after: Annotated[int, runtime.Header("Retry-After", {"type": "integer", "minimum": 1})]


@final
@dataclass(frozen=True, slots=True)
class RateLimited(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    retry_after: Annotated[int, runtime.Header("Retry-After", {"type": "integer", "minimum": 1})]


@final
@dataclass(frozen=True, slots=True)
class InternalError(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class Unavailable(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem
    _: KW_ONLY
    retry_after: Annotated[int, runtime.Header("Retry-After", {"type": "integer", "minimum": 1})]
