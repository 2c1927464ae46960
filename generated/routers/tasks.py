# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""A user's tasks."""

from abc import abstractmethod
from dataclasses import KW_ONLY, dataclass
from typing import Annotated, ClassVar, Protocol, TypeAlias, final

from fastapi import Body, Depends, Header, Path, Query
from typing_extensions import TypeForm

from .. import models, runtime
from ..contract import DOCUMENT
from ..schemas import ANSWERS, SCHEMAS


@final
@dataclass(frozen=True, slots=True)
class ListTasks200(runtime.SealedResponse):
    """The tasks, possibly none."""

    declared: ClassVar[str] = "200"
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.ListTasks200Body
    body_schema: ClassVar[runtime.JsonObject] = {
        "type": "array",
        "maxItems": 1000,
        "items": {"$ref": "#/components/schemas/Task"},
    }
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
        runtime.Header("Link", "link", {"type": "string", "pattern": '^<[^<>]+>; rel="next"$'}, False),
    )

    body: models.ListTasks200Body
    _: KW_ONLY
    etag: str
    link: str | None = None


@final
@dataclass(frozen=True, slots=True)
class ListTasks304(runtime.SealedResponse):
    """What you have is still current."""

    declared: ClassVar[str] = "304"
    status: ClassVar[int] = 304
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class ListTasks400(runtime.SealedResponse):
    """The cursor is not one that this list gave out for these filters and this order."""

    declared: ClassVar[str] = "400"
    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class ListTasks401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class ListTasks403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class ListTasks422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class ListTasks429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class ListTasks500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class ListTasks503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


ListTasksResponse: TypeAlias = (
    ListTasks200
    | ListTasks304
    | ListTasks400
    | ListTasks401
    | ListTasks403
    | ListTasks422
    | ListTasks429
    | ListTasks500
    | ListTasks503
)


@final
@dataclass(frozen=True, slots=True)
class CreateTask201(runtime.SealedResponse):
    """The task was created."""

    declared: ClassVar[str] = "201"
    status: ClassVar[int] = 201
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.Task
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Task"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Location", "location", {"type": "string", "format": "uri-reference"}, True),
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Task
    _: KW_ONLY
    location: str
    etag: str


@final
@dataclass(frozen=True, slots=True)
class CreateTask400(runtime.SealedResponse):
    """The body is not JSON, or an object in it has a member more than once."""

    declared: ClassVar[str] = "400"
    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CreateTask401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class CreateTask403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CreateTask409(runtime.SealedResponse):
    """Another request with this `Idempotency-Key` is still running. Nothing was changed; try again."""

    declared: ClassVar[str] = "409"
    status: ClassVar[int] = 409
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class CreateTask413(runtime.SealedResponse):
    """The body is larger than 64 KiB."""

    declared: ClassVar[str] = "413"
    status: ClassVar[int] = 413
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CreateTask415(runtime.SealedResponse):
    """The body is not declared as `application/json`; or it is compressed, which `Content-Encoding` says, and then
    `Accept-Encoding` tells that no coding is taken."""

    declared: ClassVar[str] = "415"
    status: ClassVar[int] = 415
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Accept-Encoding", "accept_encoding", {"type": "string", "const": "identity"}, False),
    )

    body: models.Problem
    _: KW_ONLY
    accept_encoding: str | None = None


@final
@dataclass(frozen=True, slots=True)
class CreateTask422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class CreateTask429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class CreateTask500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CreateTask503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


CreateTaskResponse: TypeAlias = (
    CreateTask201
    | CreateTask400
    | CreateTask401
    | CreateTask403
    | CreateTask409
    | CreateTask413
    | CreateTask415
    | CreateTask422
    | CreateTask429
    | CreateTask500
    | CreateTask503
)


@final
@dataclass(frozen=True, slots=True)
class ListTags200(runtime.SealedResponse):
    """The tags, possibly none."""

    declared: ClassVar[str] = "200"
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.ListTags200Body
    body_schema: ClassVar[runtime.JsonObject] = {
        "type": "array",
        "maxItems": 1000,
        "items": {"$ref": "#/components/schemas/TagCount"},
    }
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.ListTags200Body
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class ListTags304(runtime.SealedResponse):
    """What you have is still current."""

    declared: ClassVar[str] = "304"
    status: ClassVar[int] = 304
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class ListTags401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class ListTags403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class ListTags422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class ListTags429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class ListTags500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class ListTags503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


ListTagsResponse: TypeAlias = (
    ListTags200 | ListTags304 | ListTags401 | ListTags403 | ListTags422 | ListTags429 | ListTags500 | ListTags503
)


@final
@dataclass(frozen=True, slots=True)
class GetTask200(runtime.SealedResponse):
    """The task."""

    declared: ClassVar[str] = "200"
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.Task
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Task"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Task
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class GetTask304(runtime.SealedResponse):
    """What you have is still current."""

    declared: ClassVar[str] = "304"
    status: ClassVar[int] = 304
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class GetTask401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class GetTask403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class GetTask404(runtime.SealedResponse):
    """The user has no such task."""

    declared: ClassVar[str] = "404"
    status: ClassVar[int] = 404
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class GetTask422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class GetTask429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class GetTask500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class GetTask503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


GetTaskResponse: TypeAlias = (
    GetTask200 | GetTask304 | GetTask401 | GetTask403 | GetTask404 | GetTask422 | GetTask429 | GetTask500 | GetTask503
)


@final
@dataclass(frozen=True, slots=True)
class UpdateTask200(runtime.SealedResponse):
    """The task as it is now."""

    declared: ClassVar[str] = "200"
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.Task
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Task"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Task
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class UpdateTask400(runtime.SealedResponse):
    """The body is not JSON, or an object in it has a member more than once."""

    declared: ClassVar[str] = "400"
    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class UpdateTask401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class UpdateTask403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class UpdateTask404(runtime.SealedResponse):
    """The user has no such task."""

    declared: ClassVar[str] = "404"
    status: ClassVar[int] = 404
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class UpdateTask412(runtime.SealedResponse):
    """The task is no longer what `If-Match` says. `ETag` tells what it is now."""

    declared: ClassVar[str] = "412"
    status: ClassVar[int] = 412
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Problem
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class UpdateTask413(runtime.SealedResponse):
    """The body is larger than 64 KiB."""

    declared: ClassVar[str] = "413"
    status: ClassVar[int] = 413
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class UpdateTask415(runtime.SealedResponse):
    """The body is not declared as `application/json`; or it is compressed, which `Content-Encoding` says, and then
    `Accept-Encoding` tells that no coding is taken."""

    declared: ClassVar[str] = "415"
    status: ClassVar[int] = 415
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Accept-Encoding", "accept_encoding", {"type": "string", "const": "identity"}, False),
    )

    body: models.Problem
    _: KW_ONLY
    accept_encoding: str | None = None


@final
@dataclass(frozen=True, slots=True)
class UpdateTask422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class UpdateTask429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class UpdateTask500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class UpdateTask503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


UpdateTaskResponse: TypeAlias = (
    UpdateTask200
    | UpdateTask400
    | UpdateTask401
    | UpdateTask403
    | UpdateTask404
    | UpdateTask412
    | UpdateTask413
    | UpdateTask415
    | UpdateTask422
    | UpdateTask429
    | UpdateTask500
    | UpdateTask503
)


@final
@dataclass(frozen=True, slots=True)
class PatchTask200(runtime.SealedResponse):
    """The task as it is now."""

    declared: ClassVar[str] = "200"
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.Task
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Task"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Task
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class PatchTask400(runtime.SealedResponse):
    """The body is not JSON, or an object in it has a member more than once."""

    declared: ClassVar[str] = "400"
    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class PatchTask401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class PatchTask403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class PatchTask404(runtime.SealedResponse):
    """The user has no such task."""

    declared: ClassVar[str] = "404"
    status: ClassVar[int] = 404
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class PatchTask412(runtime.SealedResponse):
    """The task is no longer what `If-Match` says. `ETag` tells what it is now."""

    declared: ClassVar[str] = "412"
    status: ClassVar[int] = 412
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Problem
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class PatchTask413(runtime.SealedResponse):
    """The body is larger than 64 KiB."""

    declared: ClassVar[str] = "413"
    status: ClassVar[int] = 413
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class PatchTask415(runtime.SealedResponse):
    """The body is not declared as `application/json`; or it is compressed, which `Content-Encoding` says, and then
    `Accept-Encoding` tells that no coding is taken."""

    declared: ClassVar[str] = "415"
    status: ClassVar[int] = 415
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Accept-Encoding", "accept_encoding", {"type": "string", "const": "identity"}, False),
    )

    body: models.Problem
    _: KW_ONLY
    accept_encoding: str | None = None


@final
@dataclass(frozen=True, slots=True)
class PatchTask422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class PatchTask429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class PatchTask500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class PatchTask503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


PatchTaskResponse: TypeAlias = (
    PatchTask200
    | PatchTask400
    | PatchTask401
    | PatchTask403
    | PatchTask404
    | PatchTask412
    | PatchTask413
    | PatchTask415
    | PatchTask422
    | PatchTask429
    | PatchTask500
    | PatchTask503
)


@final
@dataclass(frozen=True, slots=True)
class DeleteTask204(runtime.SealedResponse):
    """The task is gone."""

    declared: ClassVar[str] = "204"
    status: ClassVar[int] = 204


@final
@dataclass(frozen=True, slots=True)
class DeleteTask401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class DeleteTask403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class DeleteTask404(runtime.SealedResponse):
    """The user has no such task."""

    declared: ClassVar[str] = "404"
    status: ClassVar[int] = 404
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class DeleteTask412(runtime.SealedResponse):
    """The task is no longer what `If-Match` says. `ETag` tells what it is now."""

    declared: ClassVar[str] = "412"
    status: ClassVar[int] = 412
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Problem
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class DeleteTask422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class DeleteTask429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class DeleteTask500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class DeleteTask503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


DeleteTaskResponse: TypeAlias = (
    DeleteTask204
    | DeleteTask401
    | DeleteTask403
    | DeleteTask404
    | DeleteTask412
    | DeleteTask422
    | DeleteTask429
    | DeleteTask500
    | DeleteTask503
)


@final
@dataclass(frozen=True, slots=True)
class CompleteTask200(runtime.SealedResponse):
    """The task as it is now."""

    declared: ClassVar[str] = "200"
    status: ClassVar[int] = 200
    media_type: ClassVar[str | None] = "application/json"
    body_type: ClassVar[TypeForm[object]] = models.Task
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Task"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Task
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class CompleteTask400(runtime.SealedResponse):
    """The body is not JSON, or an object in it has a member more than once."""

    declared: ClassVar[str] = "400"
    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CompleteTask401(runtime.SealedResponse):
    """There is no token, or it is not valid."""

    declared: ClassVar[str] = "401"
    status: ClassVar[int] = 401
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("WWW-Authenticate", "www_authenticate", {"type": "string", "pattern": "^Bearer( .+)?$"}, True),
    )

    body: models.Problem
    _: KW_ONLY
    www_authenticate: str


@final
@dataclass(frozen=True, slots=True)
class CompleteTask403(runtime.SealedResponse):
    """The path belongs to another user."""

    declared: ClassVar[str] = "403"
    status: ClassVar[int] = 403
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CompleteTask404(runtime.SealedResponse):
    """The user has no such task."""

    declared: ClassVar[str] = "404"
    status: ClassVar[int] = 404
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CompleteTask412(runtime.SealedResponse):
    """The task is no longer what `If-Match` says. `ETag` tells what it is now."""

    declared: ClassVar[str] = "412"
    status: ClassVar[int] = 412
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("ETag", "etag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}, True),
    )

    body: models.Problem
    _: KW_ONLY
    etag: str


@final
@dataclass(frozen=True, slots=True)
class CompleteTask413(runtime.SealedResponse):
    """The body is larger than 64 KiB."""

    declared: ClassVar[str] = "413"
    status: ClassVar[int] = 413
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CompleteTask415(runtime.SealedResponse):
    """The body is not declared as `application/json`; or it is compressed, which `Content-Encoding` says, and then
    `Accept-Encoding` tells that no coding is taken."""

    declared: ClassVar[str] = "415"
    status: ClassVar[int] = 415
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Accept-Encoding", "accept_encoding", {"type": "string", "const": "identity"}, False),
    )

    body: models.Problem
    _: KW_ONLY
    accept_encoding: str | None = None


@final
@dataclass(frozen=True, slots=True)
class CompleteTask422(runtime.SealedResponse):
    """A parameter or the body is not what this document asks for."""

    declared: ClassVar[str] = "422"
    status: ClassVar[int] = 422
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.InvalidRequestProblem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/InvalidRequestProblem"}

    body: models.InvalidRequestProblem


@final
@dataclass(frozen=True, slots=True)
class CompleteTask429(runtime.SealedResponse):
    """The client's address, or the user, has used up a quota. `RateLimit` says which."""

    declared: ClassVar[str] = "429"
    status: ClassVar[int] = 429
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


@final
@dataclass(frozen=True, slots=True)
class CompleteTask500(runtime.SealedResponse):
    """The server made a mistake. No request should get this; report it with its `request_id`."""

    declared: ClassVar[str] = "500"
    status: ClassVar[int] = 500
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}

    body: models.Problem


@final
@dataclass(frozen=True, slots=True)
class CompleteTask503(runtime.SealedResponse):
    """The database can't be reached; then nothing was changed, or it is not known. Or the server is overloaded; then
    nothing was changed. Try again."""

    declared: ClassVar[str] = "503"
    status: ClassVar[int] = 503
    media_type: ClassVar[str | None] = "application/problem+json"
    body_type: ClassVar[TypeForm[object]] = models.Problem
    body_schema: ClassVar[runtime.JsonObject] = {"$ref": "#/components/schemas/Problem"}
    headers: ClassVar[tuple[runtime.Header, ...]] = (
        runtime.Header("Retry-After", "retry_after", {"type": "integer", "minimum": 1}, True),
    )

    body: models.Problem
    _: KW_ONLY
    retry_after: int


CompleteTaskResponse: TypeAlias = (
    CompleteTask200
    | CompleteTask400
    | CompleteTask401
    | CompleteTask403
    | CompleteTask404
    | CompleteTask412
    | CompleteTask413
    | CompleteTask415
    | CompleteTask422
    | CompleteTask429
    | CompleteTask500
    | CompleteTask503
)


class TasksApi(Protocol):
    """A user's tasks. Implement every method; each is an operation of the contract."""

    @abstractmethod
    async def list_tasks(
        self,
        user_id: models.UserId,
        *,
        status: models.ListTasksStatus = "all",
        priority: models.Priority | None = None,
        tag: models.ListTasksTag | None = None,
        due_after: models.DueDate | None = None,
        due_before: models.DueDate | None = None,
        search: models.ListTasksSearch | None = None,
        sort: models.ListTasksSort = "created_at",
        order: models.ListTasksOrder = "desc",
        limit: models.ListTasksLimit = 500,
        cursor: models.ListTasksCursor | None = None,
        if_none_match: models.EntityTags | None = None,
    ) -> ListTasksResponse:
        """List tasks

        The user's tasks that match all the filters given, in the order asked for, at most `limit` of them and at most
        1 MiB of JSON, which is hundreds of tasks of ordinary length, and 26 of the longest.
        Paging is by key: a task that does not change is neither skipped nor repeated while others are written.

        GET /api/{user_id}/tasks
        """

    @abstractmethod
    async def create_task(
        self,
        user_id: models.UserId,
        body: models.TaskCreate,
        *,
        idempotency_key: models.CreateTaskIdempotencyKey | None = None,
    ) -> CreateTaskResponse:
        """Create a task

        Adds a task to the user's list. Only the title is needed.

        With an `Idempotency-Key` the request can be repeated safely, after a timeout say: the same key with the same
        body within 24 hours answers with the task made first and makes no second one; with another body it is
        answered with 422, and with 409 if the first request has not ended within seconds. Of each user the newest
        1,000 keys are remembered.

        POST /api/{user_id}/tasks
        """

    @abstractmethod
    async def list_tags(
        self,
        user_id: models.UserId,
        *,
        status: models.ListTagsStatus = "all",
        limit: models.ListTagsLimit = 500,
        if_none_match: models.EntityTags | None = None,
    ) -> ListTagsResponse:
        """List tags

        The tags that the user's tasks carry, each with the number of tasks that carry it: the most used first, those
        used equally often in the order of their code points.

        GET /api/{user_id}/tags
        """

    @abstractmethod
    async def get_task(
        self, user_id: models.UserId, task_id: models.TaskId, *, if_none_match: models.EntityTags | None = None
    ) -> GetTaskResponse:
        """Get a task

        One task of the user's.

        GET /api/{user_id}/tasks/{task_id}
        """

    @abstractmethod
    async def update_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskUpdate,
        *,
        if_match: models.EntityTags | None = None,
    ) -> UpdateTaskResponse:
        """Update a task

        Changes the fields that are given. A field left out keeps its value; `null` clears one that may be null.

        PUT /api/{user_id}/tasks/{task_id}
        """

    @abstractmethod
    async def patch_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskUpdate,
        *,
        if_match: models.EntityTags | None = None,
    ) -> PatchTaskResponse:
        """Patch a task

        The same as the PUT, for clients that say PATCH.

        PATCH /api/{user_id}/tasks/{task_id}
        """

    @abstractmethod
    async def delete_task(
        self, user_id: models.UserId, task_id: models.TaskId, *, if_match: models.EntityTags | None = None
    ) -> DeleteTaskResponse:
        """Delete a task

        Removes the task for good. Its `id` is never given to another task of the user's.

        DELETE /api/{user_id}/tasks/{task_id}
        """

    @abstractmethod
    async def complete_task(
        self,
        user_id: models.UserId,
        task_id: models.TaskId,
        body: models.TaskCompletion | None = None,
        *,
        if_match: models.EntityTags | None = None,
    ) -> CompleteTaskResponse:
        """Complete a task, or reopen it

        Without a body it toggles, atomically: done becomes to do, and to do becomes done. With a body it sets, and
        setting what is already so keeps the first `completed_at`.

        PATCH /api/{user_id}/tasks/{task_id}/complete
        """


LIST_TASKS = runtime.Operation(
    id="list_tasks",
    method="GET",
    path="/api/{user_id}/tasks",
    pointer="#/paths/~1api~1{user_id}~1tasks/get",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "status",
            "query",
            "status",
            schema={"type": "string", "enum": ["all", "pending", "completed"]},
            type=models.ListTasksStatus,
            style="form",
            explode=True,
            default="all",
        ),
        runtime.Parameter(
            "priority",
            "query",
            "priority",
            schema={"$ref": "#/components/schemas/Priority"},
            type=models.Priority,
            style="form",
            explode=True,
        ),
        runtime.Parameter(
            "tag",
            "query",
            "tag",
            schema={"type": "array", "maxItems": 20, "items": {"$ref": "#/components/schemas/Tag"}},
            type=models.ListTasksTag,
            style="form",
            explode=True,
        ),
        runtime.Parameter(
            "due_after",
            "query",
            "due_after",
            schema={"$ref": "#/components/schemas/DueDate"},
            type=models.DueDate,
            style="form",
            explode=True,
        ),
        runtime.Parameter(
            "due_before",
            "query",
            "due_before",
            schema={"$ref": "#/components/schemas/DueDate"},
            type=models.DueDate,
            style="form",
            explode=True,
        ),
        runtime.Parameter(
            "search",
            "query",
            "search",
            schema={"type": "string", "maxLength": 200, "pattern": "^[^\\u0000]*$"},
            type=models.ListTasksSearch,
            style="form",
            explode=True,
        ),
        runtime.Parameter(
            "sort",
            "query",
            "sort",
            schema={"type": "string", "enum": ["created_at", "updated_at", "due_date", "priority", "title"]},
            type=models.ListTasksSort,
            style="form",
            explode=True,
            default="created_at",
        ),
        runtime.Parameter(
            "order",
            "query",
            "order",
            schema={"type": "string", "enum": ["asc", "desc"]},
            type=models.ListTasksOrder,
            style="form",
            explode=True,
            default="desc",
        ),
        runtime.Parameter(
            "limit",
            "query",
            "limit",
            schema={"type": "integer", "minimum": 1, "maximum": 1000},
            type=models.ListTasksLimit,
            style="form",
            explode=True,
            default=500,
        ),
        runtime.Parameter(
            "cursor",
            "query",
            "cursor",
            schema={"type": "string", "minLength": 1, "maxLength": 2048, "pattern": "^[A-Za-z0-9_-]+$"},
            type=models.ListTasksCursor,
            style="form",
            explode=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.ListTasksXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-None-Match",
            "header",
            "if_none_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=None,
    responses={
        "200": ListTasks200,
        "304": ListTasks304,
        "400": ListTasks400,
        "401": ListTasks401,
        "403": ListTasks403,
        "422": ListTasks422,
        "429": ListTasks429,
        "500": ListTasks500,
        "503": ListTasks503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=(
        "GET",
        "POST",
    ),
)


CREATE_TASK = runtime.Operation(
    id="create_task",
    method="POST",
    path="/api/{user_id}/tasks",
    pointer="#/paths/~1api~1{user_id}~1tasks/post",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.CreateTaskXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "Idempotency-Key",
            "header",
            "idempotency_key",
            schema={"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
            type=models.CreateTaskIdempotencyKey,
            style="simple",
            explode=False,
        ),
    ),
    body=runtime.Body(
        {
            "application/json": runtime.MediaType({"$ref": "#/components/schemas/TaskCreate"}, models.TaskCreate),
        },
        required=True,
        max_bytes=65536,
    ),
    responses={
        "201": CreateTask201,
        "400": CreateTask400,
        "401": CreateTask401,
        "403": CreateTask403,
        "409": CreateTask409,
        "413": CreateTask413,
        "415": CreateTask415,
        "422": CreateTask422,
        "429": CreateTask429,
        "500": CreateTask500,
        "503": CreateTask503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=(
        "GET",
        "POST",
    ),
)


LIST_TAGS = runtime.Operation(
    id="list_tags",
    method="GET",
    path="/api/{user_id}/tags",
    pointer="#/paths/~1api~1{user_id}~1tags/get",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "status",
            "query",
            "status",
            schema={"type": "string", "enum": ["all", "pending", "completed"]},
            type=models.ListTagsStatus,
            style="form",
            explode=True,
            default="all",
        ),
        runtime.Parameter(
            "limit",
            "query",
            "limit",
            schema={"type": "integer", "minimum": 1, "maximum": 1000},
            type=models.ListTagsLimit,
            style="form",
            explode=True,
            default=500,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.ListTagsXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-None-Match",
            "header",
            "if_none_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=None,
    responses={
        "200": ListTags200,
        "304": ListTags304,
        "401": ListTags401,
        "403": ListTags403,
        "422": ListTags422,
        "429": ListTags429,
        "500": ListTags500,
        "503": ListTags503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=("GET",),
)


GET_TASK = runtime.Operation(
    id="get_task",
    method="GET",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/get",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "task_id",
            "path",
            "task_id",
            schema={"$ref": "#/components/schemas/TaskId"},
            type=models.TaskId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.GetTaskXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-None-Match",
            "header",
            "if_none_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=None,
    responses={
        "200": GetTask200,
        "304": GetTask304,
        "401": GetTask401,
        "403": GetTask403,
        "404": GetTask404,
        "422": GetTask422,
        "429": GetTask429,
        "500": GetTask500,
        "503": GetTask503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=(
        "GET",
        "PUT",
        "PATCH",
        "DELETE",
    ),
)


UPDATE_TASK = runtime.Operation(
    id="update_task",
    method="PUT",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/put",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "task_id",
            "path",
            "task_id",
            schema={"$ref": "#/components/schemas/TaskId"},
            type=models.TaskId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.UpdateTaskXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-Match",
            "header",
            "if_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=runtime.Body(
        {
            "application/json": runtime.MediaType({"$ref": "#/components/schemas/TaskUpdate"}, models.TaskUpdate),
        },
        required=True,
        max_bytes=65536,
    ),
    responses={
        "200": UpdateTask200,
        "400": UpdateTask400,
        "401": UpdateTask401,
        "403": UpdateTask403,
        "404": UpdateTask404,
        "412": UpdateTask412,
        "413": UpdateTask413,
        "415": UpdateTask415,
        "422": UpdateTask422,
        "429": UpdateTask429,
        "500": UpdateTask500,
        "503": UpdateTask503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=(
        "GET",
        "PUT",
        "PATCH",
        "DELETE",
    ),
)


PATCH_TASK = runtime.Operation(
    id="patch_task",
    method="PATCH",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/patch",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "task_id",
            "path",
            "task_id",
            schema={"$ref": "#/components/schemas/TaskId"},
            type=models.TaskId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.PatchTaskXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-Match",
            "header",
            "if_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=runtime.Body(
        {
            "application/json": runtime.MediaType({"$ref": "#/components/schemas/TaskUpdate"}, models.TaskUpdate),
        },
        required=True,
        max_bytes=65536,
    ),
    responses={
        "200": PatchTask200,
        "400": PatchTask400,
        "401": PatchTask401,
        "403": PatchTask403,
        "404": PatchTask404,
        "412": PatchTask412,
        "413": PatchTask413,
        "415": PatchTask415,
        "422": PatchTask422,
        "429": PatchTask429,
        "500": PatchTask500,
        "503": PatchTask503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=(
        "GET",
        "PUT",
        "PATCH",
        "DELETE",
    ),
)


DELETE_TASK = runtime.Operation(
    id="delete_task",
    method="DELETE",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/delete",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "task_id",
            "path",
            "task_id",
            schema={"$ref": "#/components/schemas/TaskId"},
            type=models.TaskId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.DeleteTaskXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-Match",
            "header",
            "if_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=None,
    responses={
        "204": DeleteTask204,
        "401": DeleteTask401,
        "403": DeleteTask403,
        "404": DeleteTask404,
        "412": DeleteTask412,
        "422": DeleteTask422,
        "429": DeleteTask429,
        "500": DeleteTask500,
        "503": DeleteTask503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=(
        "GET",
        "PUT",
        "PATCH",
        "DELETE",
    ),
)


COMPLETE_TASK = runtime.Operation(
    id="complete_task",
    method="PATCH",
    path="/api/{user_id}/tasks/{task_id}/complete",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}~1complete/patch",
    tag="tasks",
    api="TasksApi",
    schemas=SCHEMAS,
    answers=ANSWERS,
    parameters=(
        runtime.Parameter(
            "user_id",
            "path",
            "user_id",
            schema={"$ref": "#/components/schemas/UserId"},
            type=models.UserId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "task_id",
            "path",
            "task_id",
            schema={"$ref": "#/components/schemas/TaskId"},
            type=models.TaskId,
            style="simple",
            explode=False,
            required=True,
        ),
        runtime.Parameter(
            "X-Request-ID",
            "header",
            None,
            schema={"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"},
            type=models.CompleteTaskXRequestId,
            style="simple",
            explode=False,
        ),
        runtime.Parameter(
            "If-Match",
            "header",
            "if_match",
            schema={"$ref": "#/components/schemas/EntityTags"},
            type=models.EntityTags,
            style="simple",
            explode=False,
        ),
    ),
    body=runtime.Body(
        {
            "application/json": runtime.MediaType(
                {"$ref": "#/components/schemas/TaskCompletion"}, models.TaskCompletion
            ),
        },
        required=False,
        max_bytes=65536,
    ),
    responses={
        "200": CompleteTask200,
        "400": CompleteTask400,
        "401": CompleteTask401,
        "403": CompleteTask403,
        "404": CompleteTask404,
        "412": CompleteTask412,
        "413": CompleteTask413,
        "415": CompleteTask415,
        "422": CompleteTask422,
        "429": CompleteTask429,
        "500": CompleteTask500,
        "503": CompleteTask503,
    },
    security=(
        {
            "bearerAuth": (),
        },
    ),
    document=DOCUMENT,
    allow=("PATCH",),
)


OPERATIONS = (
    LIST_TASKS,
    CREATE_TASK,
    LIST_TAGS,
    GET_TASK,
    UPDATE_TASK,
    PATCH_TASK,
    DELETE_TASK,
    COMPLETE_TASK,
)


def tasks_router(
    provide: runtime.Provide[TasksApi],
    security: runtime.SecurityHandlers,
    dependencies: runtime.RouterDependencies = (),
) -> runtime.ContractRouter:
    """Bind an implementation, behind the dependencies. Raises runtime.ContractGap if it and the contract do not fit."""
    runtime.check_implementation(TasksApi, provide, OPERATIONS)
    router = runtime.ContractRouter(dependencies=dependencies)

    async def list_tasks(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        status: Annotated[
            models.ListTasksStatus,
            Query(alias="status", description="Whether to list all tasks, those still to do, or those done."),
        ] = "all",
        priority: Annotated[
            models.Priority | None, Query(alias="priority", description="Only tasks of this priority.")
        ] = None,
        tag: Annotated[
            models.ListTasksTag | None,
            Query(
                alias="tag",
                description="Only tasks that carry this tag. Repeat the parameter to ask for several; all must match.",
            ),
        ] = None,
        due_after: Annotated[
            models.DueDate | None,
            Query(
                alias="due_after",
                description="Only tasks due at this moment or later. An all-day task, and a date given here, count as midnight UTC.\nTasks without a due date are left out.\n",
            ),
        ] = None,
        due_before: Annotated[
            models.DueDate | None,
            Query(alias="due_before", description="Only tasks due before this moment. Read as `due_after` is."),
        ] = None,
        search: Annotated[
            models.ListTasksSearch | None,
            Query(
                alias="search",
                description="Only tasks whose title or description, taken together, contain all of these words: whole words, in any\norder, upper or lower case. Blank means no filter.\n",
            ),
        ] = None,
        sort: Annotated[
            models.ListTasksSort,
            Query(
                alias="sort",
                description="What to order by. Titles are compared without regard to case; priority runs from low to high; a task\nwithout a due date counts as due after all others.\n",
            ),
        ] = "created_at",
        order: Annotated[
            models.ListTasksOrder,
            Query(
                alias="order",
                description="Ascending or descending. Tasks that compare equal are ordered by `id`, in the same direction.",
            ),
        ] = "desc",
        limit: Annotated[
            models.ListTasksLimit,
            Query(
                alias="limit",
                description="The most tasks to answer with. A page ends sooner where the next task would take it beyond 1 MiB (1,048,576\nbytes) of JSON; so whether there are more tells `Link`, and not the number of tasks.\n",
            ),
        ] = 500,
        cursor: Annotated[
            models.ListTasksCursor | None,
            Query(
                alias="cursor",
                description="Where to go on, taken from the `Link` of the page before. Opaque, and valid only with the same filters\nand order; anything else is answered with 400.\n",
            ),
        ] = None,
        x_request_id: Annotated[
            models.ListTasksXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_none_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-None-Match",
                description="Answer 304 if what you have is still current (RFC 9110, section 13.1.2).",
            ),
        ] = None,
    ) -> ListTasksResponse:
        return await api.list_tasks(
            user_id,
            status=status,
            priority=priority,
            tag=tag,
            due_after=due_after,
            due_before=due_before,
            search=search,
            sort=sort,
            order=order,
            limit=limit,
            cursor=cursor,
            if_none_match=if_none_match,
        )

    router.bind(LIST_TASKS, list_tasks, security)

    async def create_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        body: Annotated[models.TaskCreate, Body()],
        x_request_id: Annotated[
            models.CreateTaskXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        idempotency_key: Annotated[
            models.CreateTaskIdempotencyKey | None,
            Header(
                alias="Idempotency-Key",
                description="A value of the client's, unique to this task; a UUID is a good choice.",
            ),
        ] = None,
    ) -> CreateTaskResponse:
        return await api.create_task(
            user_id,
            body,
            idempotency_key=idempotency_key,
        )

    router.bind(CREATE_TASK, create_task, security)

    async def list_tags(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        status: Annotated[
            models.ListTagsStatus,
            Query(alias="status", description="Whether to count all tasks, those still to do, or those done."),
        ] = "all",
        limit: Annotated[
            models.ListTagsLimit,
            Query(alias="limit", description="The most tags to answer with. There is no next page."),
        ] = 500,
        x_request_id: Annotated[
            models.ListTagsXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_none_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-None-Match",
                description="Answer 304 if what you have is still current (RFC 9110, section 13.1.2).",
            ),
        ] = None,
    ) -> ListTagsResponse:
        return await api.list_tags(
            user_id,
            status=status,
            limit=limit,
            if_none_match=if_none_match,
        )

    router.bind(LIST_TAGS, list_tags, security)

    async def get_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        task_id: Annotated[models.TaskId, Path(alias="task_id", description="The number of the task.")],
        x_request_id: Annotated[
            models.GetTaskXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_none_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-None-Match",
                description="Answer 304 if what you have is still current (RFC 9110, section 13.1.2).",
            ),
        ] = None,
    ) -> GetTaskResponse:
        return await api.get_task(
            user_id,
            task_id,
            if_none_match=if_none_match,
        )

    router.bind(GET_TASK, get_task, security)

    async def update_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        task_id: Annotated[models.TaskId, Path(alias="task_id", description="The number of the task.")],
        body: Annotated[models.TaskUpdate, Body()],
        x_request_id: Annotated[
            models.UpdateTaskXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-Match",
                description="Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).",
            ),
        ] = None,
    ) -> UpdateTaskResponse:
        return await api.update_task(
            user_id,
            task_id,
            body,
            if_match=if_match,
        )

    router.bind(UPDATE_TASK, update_task, security)

    async def patch_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        task_id: Annotated[models.TaskId, Path(alias="task_id", description="The number of the task.")],
        body: Annotated[models.TaskUpdate, Body()],
        x_request_id: Annotated[
            models.PatchTaskXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-Match",
                description="Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).",
            ),
        ] = None,
    ) -> PatchTaskResponse:
        return await api.patch_task(
            user_id,
            task_id,
            body,
            if_match=if_match,
        )

    router.bind(PATCH_TASK, patch_task, security)

    async def delete_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        task_id: Annotated[models.TaskId, Path(alias="task_id", description="The number of the task.")],
        x_request_id: Annotated[
            models.DeleteTaskXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-Match",
                description="Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).",
            ),
        ] = None,
    ) -> DeleteTaskResponse:
        return await api.delete_task(
            user_id,
            task_id,
            if_match=if_match,
        )

    router.bind(DELETE_TASK, delete_task, security)

    async def complete_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: Annotated[
            models.UserId,
            Path(
                alias="user_id",
                description="The user, exactly as the token's subject says it. Opaque; percent-encode it.",
            ),
        ],
        task_id: Annotated[models.TaskId, Path(alias="task_id", description="The number of the task.")],
        x_request_id: Annotated[
            models.CompleteTaskXRequestId | None,
            Header(
                alias="X-Request-ID",
                description="A name of the client's for this request. It is answered and logged; without one the server makes one.",
            ),
        ] = None,
        if_match: Annotated[
            models.EntityTags | None,
            Header(
                alias="If-Match",
                description="Write only if the task still has one of these entity tags (RFC 9110, section 13.1.1), or exists (`*`).",
            ),
        ] = None,
        body: Annotated[models.TaskCompletion | None, Body()] = None,
    ) -> CompleteTaskResponse:
        return await api.complete_task(
            user_id,
            task_id,
            body,
            if_match=if_match,
        )

    router.bind(COMPLETE_TASK, complete_task, security)

    return router
