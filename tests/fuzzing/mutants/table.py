"""Ways to break the implementation, each a small patch of the code under test."""

from dataclasses import replace
from typing import Any, cast

from generated.routers.tasks import CreateTask201, ListTasks200
from impl import wiring
from impl.auth import bearer as security
from impl.auth.bearer import TokenVerifier
from impl.services import bodies
from impl.services import tasks as services
from impl.services.headers import versions_expected
from impl.services.tasks import TaskService
from impl.storage.errors import TaskNotFound
from impl.storage.idempotency import IdempotencyStore
from impl.storage.tasks import TaskStore
from impl.storage.values import PRIORITIES
from impl.web import errors, problems
from tests.fuzzing.mutants import answers
from tests.fuzzing.mutants.mutant import MUTANTS, Mutant, Patch, called_with, mutant, returns

assert answers, "its mutants are in the table too"


@mutant
def unscoped_query(patch: Patch) -> None:
    """The list has everybody's tasks."""
    original = TaskStore.list_tasks

    async def changed(self: TaskStore, *arguments: Any) -> Any:
        page = await original(self, *arguments)
        return replace(page, tasks=[cast("Any", task)._replace(user_id="bob") for task in page.tasks])

    patch.setattr(TaskStore, "list_tasks", changed)


@mutant
def server_error_on_odd_input(patch: Patch) -> None:
    """A title with a letter beyond ASCII is a defect."""
    original = bodies.new_task

    def changed(body: Any) -> Any:
        body.title.encode("ascii")
        return original(body)

    patch.setattr(services, "new_task", changed)


@mutant
def ignored_filter(patch: Patch) -> None:
    """`status` filters nothing."""
    called_with(patch, TaskService, "list_tasks", status="all")


@mutant
def ignored_order(patch: Patch) -> None:
    """`order` is always ascending."""
    called_with(patch, TaskService, "list_tasks", order="asc")


@mutant
def ignored_limit(patch: Patch) -> None:
    """`limit` limits nothing."""
    called_with(patch, TaskService, "list_tasks", limit=1000)


@mutant
def no_link(patch: Patch) -> None:
    """A list never leads to its next page."""

    def change(response: Any) -> Any:
        return replace(response, link=None) if isinstance(response, ListTasks200) else response

    returns(patch, TaskService, "list_tasks", change)


@mutant
def token_not_checked(patch: Patch) -> None:
    """Whatever the token, the caller is ada."""

    async def anybody(*_: object) -> security.Caller:
        return security.Caller("ada")

    patch.setattr(wiring, "bearer_token", lambda _: "")
    patch.setattr(TokenVerifier, "verify", anybody)


@mutant
def signature_not_checked(patch: Patch) -> None:
    """Any token at all is ada's, but there has to be one."""

    async def anything(*_: object) -> security.Caller:
        return security.Caller("ada")

    patch.setattr(TokenVerifier, "verify", anything)


@mutant
def owner_not_checked(patch: Patch) -> None:
    """A valid token opens every path."""

    async def anybodys(connection: Any, caller: object) -> Any:
        return connection.scope["path_params"]["user_id"]

    patch.setattr(wiring.path_owner, "__code__", anybodys.__code__)


@mutant
def toggle_that_sets(patch: Patch) -> None:
    """Completing without a body always completes."""
    original = TaskStore.complete_task

    async def changed(self: TaskStore, task_id: int, completed: bool | None, versions: Any = None) -> Any:
        return await original(self, task_id, True if completed is None else completed, versions)

    patch.setattr(TaskStore, "complete_task", changed)


@mutant
def etag_that_stays(patch: Patch) -> None:
    """The entity tag of a task is always the same."""
    patch.setattr(services, "task_etag", lambda version: '"1"')


@mutant
def if_match_ignored(patch: Patch) -> None:
    """A write goes through whatever `If-Match` says."""
    patch.setattr(services, "versions_expected", lambda if_match: None)


@mutant
def if_none_match_ignored(patch: Patch) -> None:
    """Nothing is ever 304."""
    patch.setattr(services, "is_current", lambda if_none_match, etag: False)


@mutant
def deleted_task_stays(patch: Patch) -> None:
    """Deleting says that it did, and does nothing."""

    async def nothing(self: TaskStore, task_id: int, versions: Any = None) -> None:
        await self.get_task(task_id)

    patch.setattr(TaskStore, "delete_task", nothing)


@mutant
def wrong_location(patch: Patch) -> None:
    """`Location` leads to the next task."""

    def change(response: CreateTask201) -> CreateTask201:
        path, _, number = response.location.rpartition("/")
        return replace(response, location=f"{path}/{int(number) + 1}")

    returns(patch, TaskService, "create_task", change)


@mutant
def put_that_wipes(patch: Patch) -> None:
    """PUT clears the description that is left out."""
    original = TaskService._merge

    async def changed(self: TaskService, task_id: int, body: Any, if_match: str | None) -> Any:
        if "description" not in body.model_fields_set:
            body = body.model_copy(update={"description": None})
        return await original(self, task_id, body, if_match)

    patch.setattr(TaskService, "_merge", changed)


@mutant
def ignored_members_count(patch: Patch) -> None:
    """A body of nothing but read-only members raises the version."""

    async def changed(self: TaskService, task_id: int, body: Any, if_match: str | None) -> Any:
        changes = {name: getattr(body, name) for name in body.model_fields_set}
        return await self._tasks.update_task(task_id, changes, versions_expected(if_match))

    patch.setattr(TaskService, "_merge", changed)


@mutant
def lost_idempotency(patch: Patch) -> None:
    """A key is forgotten at once."""

    async def nobody(*_: object) -> None:
        return None

    patch.setattr(IdempotencyStore, "claim", nobody)


@mutant
def lost_field(patch: Patch) -> None:
    """The tags of a new task are not kept."""
    original = bodies.new_task
    patch.setattr(services, "new_task", lambda body: {**original(body), "tags": []})


@mutant
def version_that_stays(patch: Patch) -> None:
    """Writing does not raise `version` for the client."""
    original = bodies.task_body
    patch.setattr(services, "task_body", lambda task: original(task._replace(version=1)))


@mutant
def found_is_missing(patch: Patch) -> None:
    """A task that was just made is not found."""

    async def missing(*_: object) -> None:
        raise TaskNotFound

    patch.setattr(TaskStore, "get_task", missing)


@mutant
def valid_data_refused(patch: Patch) -> None:
    """High priority is a thing of the past."""
    patch.setitem(PRIORITIES, "high", None)


@mutant
def wrong_methods_in_allow(patch: Patch) -> None:
    """405 names one method only."""
    original = problems.method_not_allowed
    patch.setattr(errors, "method_not_allowed", lambda allow: original(allow.split(", ")[0]))


__all__ = ["MUTANTS", "Mutant"]
