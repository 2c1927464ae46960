"""FR-039: a response that the contract does not declare does not type-check, and is not sent."""

from collections.abc import Awaitable, Callable
from dataclasses import FrozenInstanceError, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from contracts.runtime import SealedResponse, UndeclaredResponse
from generated import models
from generated.responses import NotModified, Unauthorized
from generated.routers.tasks import OPERATIONS, CreateTask201, GetTask200, PatchTask200, TasksApi, tasks_router
from tests.contracts.codegen.programs import marked, refused, source
from tests.contracts.codegen.providing import providing

NOW = datetime(2026, 3, 1, tzinfo=UTC)
_FIELDS: dict[str, Any] = {
    **dict.fromkeys(models.Task.model_fields),
    "id": 1,
    "user_id": "u",
    "title": "Sweep",
    "description": None,
    "completed": False,
    "completed_at": None,
    "priority": "low",
    "tags": [],
    "due_date": None,
    "created_at": NOW,
    "updated_at": NOW,
    "version": 1,
}
TASK = models.Task(**_FIELDS)
ETAG = '"1"'


def test_type_checker_refuses_every_marked_line(tmp_path: Path) -> None:
    assert refused(tmp_path, "sealed") == marked(source("sealed"))


@dataclass(frozen=True, slots=True)
class Impostor(SealedResponse):
    """Looks like a response of the operation in every way but its class."""

    declared = "200"
    status = 200
    media_type = "application/json"
    body_type = models.Task
    body: models.Task
    etag: str


class _WiderTask(models.Task):
    """A body with more than the contract has."""

    secret: str = "s"


def _mutated() -> GetTask200:
    answer = GetTask200(TASK, etag=ETAG)
    object.__setattr__(answer, "etag", "not an entity tag")
    return answer


def _widened(**attributes: object) -> object:
    return type("Wider", (GetTask200,), attributes)(TASK, etag=ETAG)


UNSENDABLE: dict[str, Callable[[], object]] = {
    "a dict": lambda: {"id": 1},
    "a model": lambda: TASK,
    "nothing": lambda: None,
    "a response of the framework": lambda: JSONResponse({"id": 1}),
    "another operation's response": lambda: PatchTask200(TASK, etag=ETAG),
    "another operation's status": lambda: CreateTask201(TASK, location="/", etag=ETAG),
    "an impostor": lambda: Impostor(TASK, ETAG),
    "a subclass": _widened,
    "a subclass of another status": lambda: _widened(status=206),
    "the class itself": lambda: NotModified,
    "a mutated header": _mutated,
    "a header of another form": lambda: NotModified(etag="1"),
    "a header of another type": lambda: NotModified(etag=cast("Any", 1)),
    "a header without a value": lambda: NotModified(etag=cast("Any", None)),
    "a header within a header": lambda: NotModified(etag='"1"\r\nX-More: 1'),
    "a body of another model": lambda: GetTask200(cast("Any", models.Health(status="ok")), etag=ETAG),
    "a body that is a dict without some keys": lambda: GetTask200(cast("Any", {"id": 1}), etag=ETAG),
    "a body that is nothing": lambda: GetTask200(cast("Any", None), etag=ETAG),
    "a body that was never validated": lambda: GetTask200(models.Task.model_construct(id=1), etag=ETAG),
    "a body with a value outside its enum": lambda: GetTask200(TASK.model_copy(update={"priority": "x"}), etag=ETAG),
    "a body that breaks a pattern": lambda: GetTask200(TASK.model_copy(update={"title": " "}), etag=ETAG),
    "a body with an item twice": lambda: GetTask200(TASK.model_copy(update={"tags": ["a", "a"]}), etag=ETAG),
    "a body with a number out of bounds": lambda: GetTask200(TASK.model_copy(update={"version": 0}), etag=ETAG),
    "a body of a subclass, which has more": lambda: GetTask200(_WiderTask.model_validate(TASK.model_dump()), etag=ETAG),
    "a body with a value of another type": lambda: GetTask200(TASK.model_copy(update={"title": 5}), etag=ETAG),
}


@pytest.mark.parametrize("answer", UNSENDABLE.values(), ids=UNSENDABLE.keys())
async def test_is_a_defect_and_not_sent(answer: Callable[[], object]) -> None:
    with pytest.raises(UndeclaredResponse):
        await _answered(answer)


@pytest.mark.parametrize("make", [lambda: GetTask200(TASK, etag=ETAG), lambda: NotModified(etag=ETAG)])
async def test_what_is_declared_is_sent(make: Callable[[], SealedResponse]) -> None:
    answer = make()
    response = await _answered(lambda: answer)
    assert (response.status_code, response.headers["etag"]) == (answer.status, ETAG)
    body = getattr(answer, "body", None)
    assert response.content == (body.model_dump_json().encode() if isinstance(body, BaseModel) else b"")


@pytest.mark.parametrize("attribute", ["etag", "body", "status", "x_more"])
def test_is_frozen(attribute: str) -> None:
    with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
        setattr(GetTask200(TASK, etag=ETAG), attribute, "x")


@pytest.mark.parametrize("arguments", [{}, {"etag": ETAG}, {"body": TASK}, {"body": TASK, "etag": ETAG, "link": "x"}])
def test_needs_exactly_what_is_declared(arguments: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        GetTask200(**cast("Any", arguments))


def test_every_declared_status_of_an_operation_has_a_class() -> None:
    for operation in OPERATIONS:
        assert len(set(operation.responses.values())) == len(operation.responses)
        assert [sealed.declared for sealed in operation.responses.values()] == list(operation.responses)


def test_responses_that_the_contract_shares_are_generated_once() -> None:
    """FR-300: every operation answers 401 with the one class of `components/responses/Unauthorized`."""
    assert {operation.responses["401"] for operation in OPERATIONS} == {Unauthorized}
    assert len({sealed for operation in OPERATIONS for sealed in operation.responses.values()}) == 22


async def _answered(answer: Callable[[], object]) -> httpx.Response:
    """What a client gets when `get_task` answers like this."""

    async def get_task(*_: object, **__: object) -> object:
        return answer()

    methods: dict[str, Callable[..., Awaitable[object]]] = {operation.id: get_task for operation in OPERATIONS}
    implementation = type("Tasks", (TasksApi,), methods)

    provide = providing(implementation)

    async def anybody() -> object:
        return None

    app = FastAPI()
    app.include_router(tasks_router(provide, {"bearerAuth": anybody}))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sealed.test") as client:
        return await client.get("/api/u/tasks/1")
