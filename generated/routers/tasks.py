# DO NOT EDIT. Generated from the contract by ./codegen.sh; change the contract and run it again.

"""A user's tasks."""

from abc import abstractmethod
from dataclasses import KW_ONLY, dataclass
from typing import Annotated, ClassVar, Protocol, TypeAlias, final

from fastapi import Body, Depends, Header, Query

from contracts import runtime

from .. import models
from ..parameters import IfMatchHeader, IfNoneMatchHeader, RequestIdHeader, TaskIdPath, UserIdPath
from ..responses import (
    ContentTooLarge,
    Forbidden,
    InternalError,
    InvalidRequest,
    KeyInUse,
    MalformedBody,
    NotModified,
    PreconditionFailed,
    RateLimited,
    TaskNotFound,
    Unauthorized,
    Unavailable,
    UnsupportedMediaType,
)
from ..schemas import CONTRACT


@final
@dataclass(frozen=True, slots=True)
class ListTasks200(runtime.SealedResponse):
    """The tasks, possibly none."""

    status: ClassVar[int] = 200
    body: models.ListTasks200Body
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^W/"[!#-~]*"$'})]
    link: Annotated[
        str | None, runtime.Header("Link", {"type": "string", "pattern": '^<[^<>]+>; rel="next"$'}, required=False)
    ] = None


@final
@dataclass(frozen=True, slots=True)
class ListTasks400(runtime.SealedResponse):
    """The cursor is not one that this list gave out for these filters and this order."""

    status: ClassVar[int] = 400
    media_type: ClassVar[str | None] = "application/problem+json"
    body: models.Problem


ListTasksResponse: TypeAlias = (
    ListTasks200
    | NotModified
    | ListTasks400
    | Unauthorized
    | Forbidden
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class CreateTask201(runtime.SealedResponse):
    """The task was created."""

    status: ClassVar[int] = 201
    body: models.Task
    _: KW_ONLY
    location: Annotated[str, runtime.Header("Location", {"type": "string", "format": "uri-reference"})]
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


CreateTaskResponse: TypeAlias = (
    CreateTask201
    | MalformedBody
    | Unauthorized
    | Forbidden
    | KeyInUse
    | ContentTooLarge
    | UnsupportedMediaType
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class ListTags200(runtime.SealedResponse):
    """The tags, possibly none."""

    status: ClassVar[int] = 200
    body: models.ListTags200Body
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^W/"[!#-~]*"$'})]


ListTagsResponse: TypeAlias = (
    ListTags200 | NotModified | Unauthorized | Forbidden | InvalidRequest | RateLimited | InternalError | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class GetTask200(runtime.SealedResponse):
    """The task."""

    status: ClassVar[int] = 200
    body: models.Task
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


GetTaskResponse: TypeAlias = (
    GetTask200
    | NotModified
    | Unauthorized
    | Forbidden
    | TaskNotFound
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class UpdateTask200(runtime.SealedResponse):
    """The task as it is now."""

    status: ClassVar[int] = 200
    body: models.Task
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


UpdateTaskResponse: TypeAlias = (
    UpdateTask200
    | MalformedBody
    | Unauthorized
    | Forbidden
    | TaskNotFound
    | PreconditionFailed
    | ContentTooLarge
    | UnsupportedMediaType
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class PatchTask200(runtime.SealedResponse):
    """The task as it is now."""

    status: ClassVar[int] = 200
    body: models.Task
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


PatchTaskResponse: TypeAlias = (
    PatchTask200
    | MalformedBody
    | Unauthorized
    | Forbidden
    | TaskNotFound
    | PreconditionFailed
    | ContentTooLarge
    | UnsupportedMediaType
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class DeleteTask204(runtime.SealedResponse):
    """The task is gone."""

    status: ClassVar[int] = 204


DeleteTaskResponse: TypeAlias = (
    DeleteTask204
    | Unauthorized
    | Forbidden
    | TaskNotFound
    | PreconditionFailed
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


@final
@dataclass(frozen=True, slots=True)
class CompleteTask200(runtime.SealedResponse):
    """The task as it is now."""

    status: ClassVar[int] = 200
    body: models.Task
    _: KW_ONLY
    etag: Annotated[str, runtime.Header("ETag", {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'})]


CompleteTaskResponse: TypeAlias = (
    CompleteTask200
    | MalformedBody
    | Unauthorized
    | Forbidden
    | TaskNotFound
    | PreconditionFailed
    | ContentTooLarge
    | UnsupportedMediaType
    | InvalidRequest
    | RateLimited
    | InternalError
    | Unavailable
)


class TasksApi(Protocol):
    """A user's tasks.

    Implement every method; each is an operation of the contract.
    """

    @abstractmethod
    async def list_tasks(
        self,
        user_id: models.UserId,
        *,
        status: models.ListTasksStatus = "all",
        completed: bool | None = None,
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

        Changes the fields that are given. A field left out keeps its value; `null` clears one that may be null. A
        task can
        be sent as it was read: what only the server sets (`id`, `version` …) is ignored, so `version` does not stand
        in for
        `If-Match`. A body of nothing else changes nothing, and raises no version.

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

        Without a body, or with `{}`, it toggles, atomically: done becomes to do, and to do becomes done. With
        `completed`
        it sets, and setting what is already so keeps the first `completed_at`.

        PATCH /api/{user_id}/tasks/{task_id}/complete
        """


LIST_TASKS = runtime.Operation(
    id="list_tasks",
    method="GET",
    path="/api/{user_id}/tasks",
    pointer="#/paths/~1api~1{user_id}~1tasks/get",
    api="TasksApi",
    contract=CONTRACT,
    responses=runtime.responses_of(ListTasksResponse),
    security=({"bearerAuth": ()},),
    allow=("GET", "POST"),
)


CREATE_TASK = runtime.Operation(
    id="create_task",
    method="POST",
    path="/api/{user_id}/tasks",
    pointer="#/paths/~1api~1{user_id}~1tasks/post",
    api="TasksApi",
    contract=CONTRACT,
    body=runtime.Body({"application/json": models.TaskCreate}, required=True, max_bytes=65536),
    responses=runtime.responses_of(CreateTaskResponse),
    security=({"bearerAuth": ()},),
    allow=("GET", "POST"),
)


LIST_TAGS = runtime.Operation(
    id="list_tags",
    method="GET",
    path="/api/{user_id}/tags",
    pointer="#/paths/~1api~1{user_id}~1tags/get",
    api="TasksApi",
    contract=CONTRACT,
    responses=runtime.responses_of(ListTagsResponse),
    security=({"bearerAuth": ()},),
    allow=("GET",),
)


GET_TASK = runtime.Operation(
    id="get_task",
    method="GET",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/get",
    api="TasksApi",
    contract=CONTRACT,
    responses=runtime.responses_of(GetTaskResponse),
    security=({"bearerAuth": ()},),
    allow=("GET", "PUT", "PATCH", "DELETE"),
)


UPDATE_TASK = runtime.Operation(
    id="update_task",
    method="PUT",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/put",
    api="TasksApi",
    contract=CONTRACT,
    body=runtime.Body({"application/json": models.TaskUpdate}, required=True, max_bytes=65536),
    responses=runtime.responses_of(UpdateTaskResponse),
    security=({"bearerAuth": ()},),
    allow=("GET", "PUT", "PATCH", "DELETE"),
)


PATCH_TASK = runtime.Operation(
    id="patch_task",
    method="PATCH",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/patch",
    api="TasksApi",
    contract=CONTRACT,
    body=runtime.Body({"application/json": models.TaskUpdate}, required=True, max_bytes=65536),
    responses=runtime.responses_of(PatchTaskResponse),
    security=({"bearerAuth": ()},),
    allow=("GET", "PUT", "PATCH", "DELETE"),
)


DELETE_TASK = runtime.Operation(
    id="delete_task",
    method="DELETE",
    path="/api/{user_id}/tasks/{task_id}",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}/delete",
    api="TasksApi",
    contract=CONTRACT,
    responses=runtime.responses_of(DeleteTaskResponse),
    security=({"bearerAuth": ()},),
    allow=("GET", "PUT", "PATCH", "DELETE"),
)


COMPLETE_TASK = runtime.Operation(
    id="complete_task",
    method="PATCH",
    path="/api/{user_id}/tasks/{task_id}/complete",
    pointer="#/paths/~1api~1{user_id}~1tasks~1{task_id}~1complete/patch",
    api="TasksApi",
    contract=CONTRACT,
    body=runtime.Body({"application/json": models.TaskCompletion}, required=False, max_bytes=65536),
    responses=runtime.responses_of(CompleteTaskResponse),
    security=({"bearerAuth": ()},),
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
        user_id: UserIdPath,
        status: Annotated[models.ListTasksStatus, Query()] = "all",
        completed: Annotated[bool | None, Query()] = None,
        priority: Annotated[models.Priority | None, Query()] = None,
        tag: Annotated[models.ListTasksTag | None, Query()] = None,
        due_after: Annotated[models.DueDate | None, Query()] = None,
        due_before: Annotated[models.DueDate | None, Query()] = None,
        search: Annotated[models.ListTasksSearch | None, Query()] = None,
        sort: Annotated[models.ListTasksSort, Query()] = "created_at",
        order: Annotated[models.ListTasksOrder, Query()] = "desc",
        limit: Annotated[models.ListTasksLimit, Query()] = 500,
        cursor: Annotated[models.ListTasksCursor | None, Query()] = None,
        x_request_id: RequestIdHeader = None,
        if_none_match: IfNoneMatchHeader = None,
    ) -> ListTasksResponse:
        return await api.list_tasks(
            user_id,
            status=status,
            completed=completed,
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
        user_id: UserIdPath,
        body: Annotated[models.TaskCreate, Body()],
        x_request_id: RequestIdHeader = None,
        idempotency_key: Annotated[models.CreateTaskIdempotencyKey | None, Header(alias="Idempotency-Key")] = None,
    ) -> CreateTaskResponse:
        return await api.create_task(user_id, body, idempotency_key=idempotency_key)

    router.bind(CREATE_TASK, create_task, security)

    async def list_tags(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: UserIdPath,
        status: Annotated[models.ListTagsStatus, Query()] = "all",
        limit: Annotated[models.ListTagsLimit, Query()] = 500,
        x_request_id: RequestIdHeader = None,
        if_none_match: IfNoneMatchHeader = None,
    ) -> ListTagsResponse:
        return await api.list_tags(user_id, status=status, limit=limit, if_none_match=if_none_match)

    router.bind(LIST_TAGS, list_tags, security)

    async def get_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: UserIdPath,
        task_id: TaskIdPath,
        x_request_id: RequestIdHeader = None,
        if_none_match: IfNoneMatchHeader = None,
    ) -> GetTaskResponse:
        return await api.get_task(user_id, task_id, if_none_match=if_none_match)

    router.bind(GET_TASK, get_task, security)

    async def update_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: UserIdPath,
        task_id: TaskIdPath,
        body: Annotated[models.TaskUpdate, Body()],
        x_request_id: RequestIdHeader = None,
        if_match: IfMatchHeader = None,
    ) -> UpdateTaskResponse:
        return await api.update_task(user_id, task_id, body, if_match=if_match)

    router.bind(UPDATE_TASK, update_task, security)

    async def patch_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: UserIdPath,
        task_id: TaskIdPath,
        body: Annotated[models.TaskUpdate, Body()],
        x_request_id: RequestIdHeader = None,
        if_match: IfMatchHeader = None,
    ) -> PatchTaskResponse:
        return await api.patch_task(user_id, task_id, body, if_match=if_match)

    router.bind(PATCH_TASK, patch_task, security)

    async def delete_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: UserIdPath,
        task_id: TaskIdPath,
        x_request_id: RequestIdHeader = None,
        if_match: IfMatchHeader = None,
    ) -> DeleteTaskResponse:
        return await api.delete_task(user_id, task_id, if_match=if_match)

    router.bind(DELETE_TASK, delete_task, security)

    async def complete_task(
        api: Annotated[TasksApi, Depends(provide, scope="function")],
        user_id: UserIdPath,
        task_id: TaskIdPath,
        x_request_id: RequestIdHeader = None,
        if_match: IfMatchHeader = None,
        body: Annotated[models.TaskCompletion | None, Body()] = None,
    ) -> CompleteTaskResponse:
        return await api.complete_task(user_id, task_id, body, if_match=if_match)

    router.bind(COMPLETE_TASK, complete_task, security)

    return router
