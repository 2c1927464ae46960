"""FR-319, FR-314: dependencies that an operation can't have stop the start."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from typing import Annotated, Any

import pytest
from fastapi import Body, Depends, FastAPI, Response, WebSocket
from fastapi.security import HTTPBearer

from contracts.runtime import (
    ContractGap,
    ContractRouter,
)
from generated.routers.tasks import GET_TASK
from tests.contracts.codegen.asking import answers_with, ask, included, noting, router_of
from tests.contracts.codegen.habits import Answering, Events, answering, anybody, implementation


@contextmanager
def _decorated() -> Iterator[Answering]:
    yield answering()


@asynccontextmanager
async def _async_decorated() -> AsyncIterator[Answering]:
    yield answering()


def _entered() -> AbstractAsyncContextManager[Answering]:
    return nullcontext(answering())


async def _untold() -> object:
    return answering()


def _no_dependency(request: object, scopes: tuple[str, ...]) -> Answering:
    made: Answering = answering()
    return made


WRONG = {
    "decorated as a context manager": (_decorated, "_decorated is decorated as a context manager"),
    "decorated as an async context manager": (_async_decorated, "_async_decorated is decorated as a context manager"),
    "answering with a context manager": (_entered, "_entered answers with a context manager, which FastAPI"),
    "nothing that can be called": (answering(), "it is not a function, nor a class, that FastAPI calls"),
    "without its class": (_untold, "_untold must say in its return annotation which class implements TasksApi"),
    "another class": (noting, "noting must say in its return annotation which class implements TasksApi"),
    "with parameters of the body": (_no_dependency, "asks for scopes, which FastAPI takes from the body"),
}  # fmt: skip


@pytest.mark.parametrize(("provide", "words"), WRONG.values(), ids=WRONG.keys())
def test_provider_of_the_wrong_kind_stops_the_start(provide: Any, words: str) -> None:
    """FR-314: when the router is made, with a sentence."""
    with pytest.raises(ContractGap) as caught:
        router_of(provide)
    assert words in str(caught.value)


async def _body(text: Annotated[dict[str, str], Body()]) -> None: ...


async def _response(response: Response) -> None: ...


async def _websocket(socket: WebSocket) -> None: ...


async def _nested(_: Annotated[None, Depends(_body)]) -> None: ...


UNFIT = [
    (_body, "_body, a dependency of get_task (GET /api/{user_id}/tasks/{task_id}), asks for text, which FastAPI takes"),
    (_response, "asks for the Response. What an operation answers is sealed"),
    (_websocket, "asks for a WebSocket"),
    (_decorated, "is decorated as a context manager. Take the decorator away"),
    (_nested, "_body, a dependency of get_task"),
]


async def _endpoint(api: Annotated[Any, Depends(anybody)]) -> Any: ...


@pytest.mark.parametrize(("dependency", "words"), UNFIT)
async def test_dependency_that_an_operation_cannot_have_stops_the_start(dependency: Any, words: str) -> None:
    """FR-314: of the router, of the security scheme; and when the application starts, of who includes it."""
    router = ContractRouter(dependencies=[Depends(dependency)])
    with pytest.raises(ContractGap) as caught:
        router.bind(GET_TASK, _endpoint, {"bearerAuth": anybody})
    assert words in str(caught.value)
    with pytest.raises(ContractGap) as caught:
        ContractRouter().bind(GET_TASK, _endpoint, {"bearerAuth": dependency})
    assert words in str(caught.value)
    router, app = ContractRouter(), FastAPI()
    router.bind(GET_TASK, _endpoint, {"bearerAuth": anybody})
    app.include_router(router, dependencies=[Depends(dependency)])
    with pytest.raises(ContractGap) as caught:
        async with app.router.lifespan_context(app):
            raise AssertionError
    assert words in str(caught.value)


def test_scheme_that_admits_everybody_stops_the_start() -> None:
    """FR-314: FastAPI's own classes answer None for nobody when they are told to."""
    with pytest.raises(ContractGap, match="admits everybody"):
        ContractRouter().bind(GET_TASK, _endpoint, {"bearerAuth": HTTPBearer(auto_error=False)})


@pytest.mark.parametrize("dependency", [_response, _body])
async def test_override_that_an_operation_cannot_have_is_a_defect(dependency: Any) -> None:
    """FR-319: an override is read when it is used; it is never ignored."""
    log = Events()

    async def nested() -> None: ...

    answers = implementation(log, None)

    async def provide(_: Annotated[None, Depends(nested)]) -> Answering:
        return answers()

    async def sets(response: Response) -> None:
        response.headers["X-More"] = "1"

    provide.__annotations__["return"] = answers
    app = included(provide)
    app.dependency_overrides[nested] = sets if dependency is _response else dependency
    with pytest.raises(Exception, match=r"sealed|the contract's"):
        await ask(app)
    assert log.told == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("max_body_size", 10),
        ("tags", ["more"]),
        ("deprecated", True),
        ("include_in_schema", False),
        ("responses", {418: {}}),
    ],
)
async def test_an_option_without_effect_stops_the_start(option: str, value: object) -> None:
    """FR-314: what `include_router` says of the operations, the contract says already."""
    app, options = FastAPI(), {option: value}
    app.include_router(router_of(answers_with(Events())), **options)  # type: ignore[arg-type]
    with pytest.raises(ContractGap, match=rf"^include_router\({option}=…\) has no effect on the operations"):
        async with app.router.lifespan_context(app):
            pass
