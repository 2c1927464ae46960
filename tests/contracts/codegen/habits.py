"""The same dependencies behind an operation of the contract and behind a plain route of FastAPI, and what happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, Depends, FastAPI, Security
from fastapi.responses import Response
from starlette.types import Message, Receive, Scope, Send

from contracts.runtime import ContractRouter
from generated import parameters
from generated.responses import NotModified
from generated.routers.tasks import GET_TASK, OPERATIONS, TasksApi

PATH = "/api/{user_id}/tasks/{task_id}"
URL = "/api/ada/tasks/7"


class Refused(Exception):
    """What an operation raises in these tests."""


@dataclass
class Events:
    """What happens to a request, in order, and the values that are passed on."""

    told: list[object] = field(default_factory=list)

    def __call__(self, event: object) -> None:
        self.told.append(event)


class Answering(TasksApi):
    """Answers `get_task`, or raises. `given` is what it was made of."""

    log: Events
    raises: Exception | None = None

    def __init__(self, given: object = None) -> None:
        self.given = given

    async def get_task(self, *_: Any, **__: Any) -> NotModified:
        self.log(("endpoint", self.given))
        if self.raises is not None:
            raise self.raises
        return NotModified(etag='"1"')


async def _unused(*_: object, **__: object) -> Any:
    raise AssertionError


for _operation in OPERATIONS:
    if _operation.id != "get_task":
        setattr(Answering, _operation.id, _unused)
Answering.__abstractmethods__ = frozenset()


async def anybody() -> str:
    """A security scheme that lets everybody in."""
    return "anybody"


@dataclass
class Tree:
    """Dependencies: the provider, the handler of the security scheme, and those of the application."""

    provide: Callable[..., Any]
    handler: Callable[..., Any] = anybody
    guards: Sequence[Callable[..., Any]] = ()
    overrides: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict)


Made = Callable[[Events], Tree]


def answering() -> Any:
    """One that nobody asks."""
    made: type[Any] = Answering
    return made()


def implementation(log: Events, raises: Exception | None) -> type[Answering]:
    """A class of its own for each application."""
    return type("Answers", (Answering,), {"log": log, "raises": raises})


def operation(tree: Tree) -> FastAPI:
    """The operation behind the dependencies."""
    app = FastAPI(dependencies=[Depends(guard) for guard in tree.guards])
    router = ContractRouter()
    provided = Depends(tree.provide, scope="function")

    async def get_task(
        api: Annotated[Any, provided],
        user_id: parameters.UserIdPath,
        task_id: parameters.TaskIdPath,
        if_none_match: parameters.IfNoneMatchHeader = None,
    ) -> NotModified:
        answer: NotModified = await api.get_task(user_id, task_id, if_none_match=if_none_match)
        return answer

    router.bind(GET_TASK, get_task, {"bearerAuth": tree.handler})
    app.include_router(router)
    return app


def plain(tree: Tree) -> FastAPI:
    """A route of FastAPI's with the same dependencies, in the order that an operation has."""
    app = FastAPI()
    router = APIRouter(dependencies=[Security(tree.handler), *map(Depends, tree.guards)])
    provided = Depends(tree.provide, scope="function")

    @router.get(PATH)
    async def get_task(api: Annotated[Any, provided]) -> Response:
        answer = await api.get_task()
        return Response(status_code=304, headers={"ETag": answer.etag})

    app.include_router(router)
    return app


async def events(app: FastAPI, log: Events, url: str = URL, headers: dict[str, str] | None = None) -> list[object]:
    """What a request did, with the beginning of its answer, or what the application raised."""

    @app.exception_handler(Refused)
    async def refused(_: object, error: Refused) -> Response:
        log(("handled", *error.args))
        return Response(status_code=418)

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start":
                log(("sent", message["status"]))
            await send(message)

        await app(scope, receive, tell)

    transport = httpx.ASGITransport(telling, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://habits.test") as client:
        await client.get(url, headers=headers)
    return log.told
