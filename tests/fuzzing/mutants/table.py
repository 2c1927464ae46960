"""Ways to break the implementation, each a small patch of the code under test."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from starlette.responses import Response

from contracts.runtime.responses import ResponseEncoder
from generated.routers.tasks import CreateTask201, ListTasks200
from impl import wiring
from impl.auth import bearer as security
from impl.auth.cache import CachedVerifier
from impl.services import bodies
from impl.services import tasks as services
from impl.services.tasks import TaskService
from impl.storage.errors import TaskNotFound
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import PRIORITIES
from impl.web import errors, problems

Patch = pytest.MonkeyPatch


@dataclass(frozen=True, slots=True)
class Mutant:
    """A way to break the server."""

    name: str
    apply: Callable[[Patch], None]


MUTANTS: list[Mutant] = []


def _mutant(apply: Callable[[Patch], None]) -> Callable[[Patch], None]:
    MUTANTS.append(Mutant(apply.__name__, apply))
    return apply


def _returns(patch: Patch, owner: Any, name: str, change: Callable[[Any], Any]) -> None:
    """Let `change` have the last word on what an async method returns."""
    original = getattr(owner, name)

    async def changed(*arguments: Any, **named: Any) -> Any:
        return change(await original(*arguments, **named))

    patch.setattr(owner, name, changed)


def _called_with(patch: Patch, owner: Any, name: str, **fixed: Any) -> None:
    """Call an async method with some of its arguments fixed; others keep what they are given."""
    original = getattr(owner, name)

    async def changed(*arguments: Any, **named: Any) -> Any:
        return await original(*arguments, **{**named, **fixed})

    patch.setattr(owner, name, changed)


def _on_the_wire(patch: Patch, change: Callable[[Response], None]) -> None:
    """Change responses after the seal has let them through."""
    original = ResponseEncoder.encode

    def encode(self: ResponseEncoder, response: object) -> Response:
        answer = original(self, response)
        change(answer)
        if "content-length" in answer.headers:
            answer.headers["content-length"] = str(len(answer.body))
        return answer

    patch.setattr(ResponseEncoder, "encode", encode)


@_mutant
def wrong_status(patch: Patch) -> None:
    """Creating answers 200."""

    def change(answer: Response) -> None:
        answer.status_code = 200 if answer.status_code == 201 else answer.status_code

    _on_the_wire(patch, change)


@_mutant
def missing_key(patch: Patch) -> None:
    """A task has no `version`."""

    def change(answer: Response) -> None:
        answer.body = bytes(answer.body).replace(b',"version":1', b"")

    _on_the_wire(patch, change)


@_mutant
def extra_key(patch: Patch) -> None:
    """A task has an `owner`."""

    def change(answer: Response) -> None:
        answer.body = bytes(answer.body).replace(b'{"id":', b'{"owner":"ada","id":')

    _on_the_wire(patch, change)


@_mutant
def missing_header(patch: Patch) -> None:
    """No response has an ETag."""

    def change(answer: Response) -> None:
        if "etag" in answer.headers:
            del answer.headers["etag"]

    _on_the_wire(patch, change)


@_mutant
def undeclared_header(patch: Patch) -> None:
    """A response says what made it."""

    def change(answer: Response) -> None:
        answer.headers["X-Powered-By"] = "tasks"

    _on_the_wire(patch, change)


@_mutant
def problems_as_json(patch: Patch) -> None:
    """Problems are sent as application/json."""

    def change(answer: Response) -> None:
        if answer.status_code >= 400:
            answer.headers["content-type"] = "application/json"

    _on_the_wire(patch, change)


@_mutant
def unscoped_query(patch: Patch) -> None:
    """The list has everybody's tasks."""
    original = TaskStore.list_tasks

    async def changed(self: TaskStore, *arguments: Any) -> Any:
        page = await original(self, *arguments)
        return replace(page, tasks=[cast("Any", task)._replace(user_id="bob") for task in page.tasks])

    patch.setattr(TaskStore, "list_tasks", changed)


@_mutant
def server_error_on_odd_input(patch: Patch) -> None:
    """A title with a letter beyond ASCII is a defect."""
    original = bodies.new_task

    def changed(body: Any) -> Any:
        body.title.encode("ascii")
        return original(body)

    patch.setattr(services, "new_task", changed)


@_mutant
def ignored_filter(patch: Patch) -> None:
    """`status` filters nothing."""
    _called_with(patch, TaskService, "list_tasks", status="all")


@_mutant
def ignored_order(patch: Patch) -> None:
    """`order` is always ascending."""
    _called_with(patch, TaskService, "list_tasks", order="asc")


@_mutant
def ignored_limit(patch: Patch) -> None:
    """`limit` limits nothing."""
    _called_with(patch, TaskService, "list_tasks", limit=1000)


@_mutant
def no_link(patch: Patch) -> None:
    """A list never leads to its next page."""

    def change(response: Any) -> Any:
        return replace(response, link=None) if isinstance(response, ListTasks200) else response

    _returns(patch, TaskService, "list_tasks", change)


@_mutant
def token_not_checked(patch: Patch) -> None:
    """Whatever the token, the caller is ada."""

    async def anybody(*_: object) -> security.Caller:
        return security.Caller("ada")

    patch.setattr(wiring, "bearer_token", lambda _: "")
    patch.setattr(CachedVerifier, "verify", anybody)


@_mutant
def signature_not_checked(patch: Patch) -> None:
    """Any token at all is ada's, but there has to be one."""

    async def anything(*_: object) -> security.Caller:
        return security.Caller("ada")

    patch.setattr(CachedVerifier, "verify", anything)


@_mutant
def owner_not_checked(patch: Patch) -> None:
    """A valid token opens every path."""

    async def anybodys(connection: Any, caller: object) -> Any:
        return connection.scope["path_params"]["user_id"]

    patch.setattr(wiring.path_owner, "__code__", anybodys.__code__)


@_mutant
def toggle_that_sets(patch: Patch) -> None:
    """Completing without a body always completes."""
    original = TaskStore.complete_task

    async def changed(self: TaskStore, task_id: int, completed: bool | None, versions: Any = None) -> Any:
        return await original(self, task_id, True if completed is None else completed, versions)

    patch.setattr(TaskStore, "complete_task", changed)


@_mutant
def etag_that_stays(patch: Patch) -> None:
    """The entity tag of a task is always the same."""
    patch.setattr(services, "task_etag", lambda version: '"1"')


@_mutant
def if_match_ignored(patch: Patch) -> None:
    """A write goes through whatever `If-Match` says."""
    patch.setattr(services, "versions_expected", lambda if_match: None)


@_mutant
def if_none_match_ignored(patch: Patch) -> None:
    """Nothing is ever 304."""
    patch.setattr(services, "is_current", lambda if_none_match, etag: False)


@_mutant
def deleted_task_stays(patch: Patch) -> None:
    """Deleting says that it did, and does nothing."""

    async def nothing(self: TaskStore, task_id: int, versions: Any = None) -> None:
        await self.get_task(task_id)

    patch.setattr(TaskStore, "delete_task", nothing)


@_mutant
def wrong_location(patch: Patch) -> None:
    """`Location` leads to the next task."""

    def change(response: CreateTask201) -> CreateTask201:
        path, _, number = response.location.rpartition("/")
        return replace(response, location=f"{path}/{int(number) + 1}")

    _returns(patch, TaskService, "create_task", change)


@_mutant
def put_that_wipes(patch: Patch) -> None:
    """PUT clears the description that is left out."""
    original = TaskService._merge

    async def changed(self: TaskService, task_id: int, body: Any, if_match: str | None) -> Any:
        if "description" not in body.model_fields_set:
            body = body.model_copy(update={"description": None})
        return await original(self, task_id, body, if_match)

    patch.setattr(TaskService, "_merge", changed)


@_mutant
def lost_idempotency(patch: Patch) -> None:
    """A key is forgotten at once."""

    async def nobody(*_: object) -> None:
        return None

    patch.setattr(IdempotencyStore, "claim", nobody)


@_mutant
def lost_field(patch: Patch) -> None:
    """The tags of a new task are not kept."""
    original = bodies.new_task
    patch.setattr(services, "new_task", lambda body: {**original(body), "tags": []})


@_mutant
def version_that_stays(patch: Patch) -> None:
    """Writing does not raise `version` for the client."""
    original = bodies.task_body
    patch.setattr(services, "task_body", lambda task: original(task._replace(version=1)))


@_mutant
def found_is_missing(patch: Patch) -> None:
    """A task that was just made is not found."""

    async def missing(*_: object) -> None:
        raise TaskNotFound

    patch.setattr(TaskStore, "get_task", missing)


@_mutant
def valid_data_refused(patch: Patch) -> None:
    """High priority is a thing of the past."""
    patch.setitem(PRIORITIES, "high", None)


@_mutant
def wrong_methods_in_allow(patch: Patch) -> None:
    """405 names one method only."""
    original = problems.method_not_allowed
    patch.setattr(errors, "method_not_allowed", lambda allow: original(allow.split(", ")[0]))


__all__ = ["MUTANTS", "Mutant"]
