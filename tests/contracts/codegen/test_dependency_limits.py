"""FR-311 to FR-313: where dependencies of an operation come from, when they run again, and which stop the start."""

import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, BackgroundTasks, Body, Depends, FastAPI, Header, HTTPException, Response, WebSocket
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from contracts.runtime import (
    ContractGap,
    ContractRouter,
    FailedAfterAnswer,
    InvalidRequest,
    NotAuthenticated,
    TryAgain,
    contract_router,
)
from generated.contract import DOCUMENT
from generated.routers.health import health_router
from generated.routers.tasks import GET_TASK, tasks_router
from impl.services.health import HealthService
from tests.contracts.codegen.habits import URL, Answering, Events, Refused, answering, anybody, implementation


def router_of(provide: Callable[..., Any], handler: Callable[..., Any] = anybody, **more: Any) -> ContractRouter:
    """The generated router of our tasks."""
    return tasks_router(provide, {"bearerAuth": handler}, **more)


async def ask(app: FastAPI, url: str = URL, **headers: str) -> int:
    """The status of an answer."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://limits.test") as client:
        return (await client.get(url, headers=headers)).status_code


def included(provide: Callable[..., Any], handler: Callable[..., Any] = anybody) -> FastAPI:
    app = FastAPI()
    app.include_router(router_of(provide, handler))
    return app


def noting(log: Events, word: str) -> Callable[[], Any]:
    async def note() -> None:
        log(word)

    return note


def answers_with(log: Events) -> Callable[..., Any]:
    answers = implementation(log, None)

    async def provide() -> Answering:
        log("provider")
        return answers()

    provide.__annotations__["return"] = answers
    return provide


async def test_dependencies_of_every_router_run_in_fastapis_order() -> None:
    """FR-311: of the application, of what includes, of the router; below any prefix, also of all tags at once."""
    log = Events()
    app = FastAPI(dependencies=[Depends(noting(log, "application"))])
    outer = APIRouter(prefix="/v1", dependencies=[Depends(noting(log, "outer"))])
    handler = noting(log, "security")
    router = router_of(answers_with(log), handler, dependencies=[Depends(noting(log, "router"))])

    async def health() -> HealthService:
        raise AssertionError

    outer.include_router(
        contract_router([router, health_router(health, {})], DOCUMENT),
        prefix="/deep",
        dependencies=[Depends(noting(log, "inclusion"))],
    )
    app.include_router(outer, dependencies=[Depends(noting(log, "outer inclusion"))])
    assert await ask(app, f"/v1/deep{URL}") == 304
    told = ["security", "application", "outer inclusion", "outer", "inclusion", "router", "provider"]
    assert log.told == [*told, ("endpoint", None)]


async def test_guard_of_an_inclusion_refuses() -> None:
    """FR-311: a guard that raises is answered, and nothing behind it runs."""
    log = Events()

    async def guard() -> None:
        raise HTTPException(418)

    app = FastAPI()
    app.include_router(router_of(answers_with(log)), dependencies=[Depends(guard)])
    assert (await ask(app), log.told) == (418, [])


async def test_the_same_router_is_included_twice() -> None:
    """FR-311: each inclusion has its own dependencies."""
    log = Events()
    router = router_of(answers_with(log))
    app = FastAPI()
    for prefix in ("/one", "/two"):
        app.include_router(router, prefix=prefix, dependencies=[Depends(noting(log, prefix))])
    assert [await ask(app, f"/two{URL}"), await ask(app, f"/one{URL}")] == [304, 304]
    assert [event for event in log.told if event in ("/one", "/two")] == ["/two", "/one"]


async def test_overrides_replace_provider_nested_and_security() -> None:
    """FR-312: `dependency_overrides` counts for each of them, and no longer when it is empty again."""
    log = Events()
    answers = implementation(log, None)

    async def handler() -> str:
        raise NotAuthenticated

    async def nested() -> str:
        return "real"

    async def provide(caller: Annotated[str, Depends(handler)], one: Annotated[str, Depends(nested)]) -> Answering:
        return answers((caller, one))

    provide.__annotations__["return"] = answers
    app = included(provide, handler)
    app.dependency_overrides[handler] = lambda: "ada"
    assert await ask(app) == 304

    async def fake(word: Annotated[str, Header()]) -> AsyncIterator[str]:
        yield word
        log("end")

    app.dependency_overrides[nested] = fake
    assert await ask(app, word="fake") == 304
    app.dependency_overrides[provide] = lambda: answers("all of it")
    assert await ask(app) == 304
    assert log.told == [
        ("endpoint", ("ada", "real")), ("endpoint", ("ada", "fake")), "end", ("endpoint", "all of it")
    ]  # fmt: skip
    app.dependency_overrides.clear()
    with pytest.raises(NotAuthenticated):
        await ask(app)


async def test_missing_parameter_is_an_invalid_request() -> None:
    """FR-310: what FastAPI finds wrong with the parameters of a dependency is told as what the contract finds wrong."""
    log = Events()
    answers = implementation(log, None)

    async def asks(number: Annotated[int, Header(alias="X-Number")]) -> int:
        return number

    async def provide(number: Annotated[int, Depends(asks)]) -> Answering:
        return answers(number)

    provide.__annotations__["return"] = answers
    app = included(provide)
    assert await ask(app, **{"X-Number": "5"}) == 304
    for sent, keyword in ({}, "missing"), ({"X-Number": "five"}, "int_parsing"):
        with pytest.raises(InvalidRequest) as caught:
            await ask(app, **sent)
        (violation,) = caught.value.violations
        assert (violation.place, violation.name, violation.keyword) == ("header", "X-Number", keyword)


@pytest.mark.parametrize("overridden", [False, True])
@pytest.mark.parametrize("ends", ["raised", "committing"])
async def test_attempt_runs_its_dependencies_anew(overridden: bool, ends: str) -> None:
    """FR-313: TryAgain, raised by the operation or behind a yield, runs all again but the security requirement."""
    log, attempts = Events(), iter(range(5))

    async def handler(tasks: BackgroundTasks) -> str:
        log("handler")
        tasks.add_task(noting(log, "task of the handler"))
        return "ada"

    async def connection() -> AsyncIterator[str]:
        log("connected")
        try:
            yield "connection"
        except TryAgain:
            log("connection gave way")
            raise
        finally:
            log("disconnected")

    async def session(
        _: Annotated[str, Depends(connection)], caller: Annotated[str, Depends(handler)], tasks: BackgroundTasks
    ) -> AsyncIterator[int]:
        attempt = next(attempts)
        tasks.add_task(noting(log, f"task {attempt}"))
        yield attempt
        log(("commit", attempt))
        if ends == "committing" and attempt < 2:
            raise TryAgain

    class Wavering(Answering):
        async def get_task(self, *given: Any, **named: Any) -> Any:
            answer = await super().get_task(*given, **named)
            if ends == "raised" and self.given != 2:
                raise TryAgain
            return answer

    made: type[Any] = Wavering
    made.log, made.__abstractmethods__ = log, frozenset()

    async def provide(attempt: Annotated[int, Depends(session, scope="function")]) -> Wavering:
        wavering: Wavering = made(attempt)
        return wavering

    provide.__annotations__["return"] = Wavering
    app = included(provide, handler)
    if overridden:
        app.dependency_overrides[ask] = ask
    assert await ask(app) == 304
    failed = [
        ["connected", ("endpoint", attempt), *([("commit", attempt)] if ends == "committing" else []),
         "connection gave way", "disconnected"]
        for attempt in range(2)
    ]  # fmt: skip
    assert log.told == [
        "handler", *failed[0], *failed[1], "connected", ("endpoint", 2), ("commit", 2), "task of the handler", "task 2",
        "disconnected",
    ]  # fmt: skip


async def test_gives_up_after_the_third_attempt() -> None:
    """FR-313: the third TryAgain is the answer."""
    log = Events()
    answers = implementation(log, TryAgain())

    async def provide() -> Answering:
        return answers()

    provide.__annotations__["return"] = answers
    with pytest.raises(TryAgain):
        await ask(included(provide))
    assert len(log.told) == 3


async def test_swallowed_exception_is_a_defect() -> None:
    """FR-310: a generator that catches what the operation raised leaves no answer."""
    log = Events()
    answers = implementation(log, Refused())

    async def provide() -> AsyncIterator[Answering]:
        try:
            yield answers()
        except Refused:
            log("swallowed")

    provide.__annotations__["return"] = AsyncIterator[answers]  # type: ignore[valid-type]
    with pytest.raises(RuntimeError, match="caught an exception"):
        await ask(included(provide))


async def test_failing_task_is_told_apart_from_the_answer() -> None:
    """FR-310: what fails after the answer has been sent can't be answered."""
    log = Events()
    answers = implementation(log, None)

    async def work() -> None:
        raise Refused

    async def provide(tasks: BackgroundTasks) -> Answering:
        tasks.add_task(work)
        return answers()

    provide.__annotations__["return"] = answers
    with pytest.raises(FailedAfterAnswer) as caught:
        await ask(included(provide))
    assert isinstance(caught.value.__cause__, Refused)


@pytest.mark.parametrize(
    ("scheme", "headers", "status"),
    [
        (HTTPBearer(), {"authorization": "Bearer x"}, 304),
        (HTTPBearer(), {}, 401),
        (APIKeyHeader(name="X-Key"), {"x-key": "x"}, 304),
    ],
)
async def test_security_classes_of_fastapi_are_handlers(scheme: Any, headers: dict[str, str], status: int) -> None:
    """FR-310: and who depends on one gets what it has found."""
    log = Events()
    answers = implementation(log, None)

    async def provide(found: Annotated[Any, Depends(scheme)]) -> Answering:
        return answers(found.credentials if isinstance(found, HTTPAuthorizationCredentials) else found)

    provide.__annotations__["return"] = answers
    assert await ask(included(provide, scheme), **headers) == status
    assert log.told == ([("endpoint", "x")] if status == 304 else [])


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
    """FR-312: an override is read when it is used; it is never ignored."""
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


@pytest.mark.parametrize("overridden", [False, True])
async def test_who_is_found_by_scopes_is_found_once(overridden: bool) -> None:
    """FR-310: who depends on a handler gets whom it has found for the scopes of the operation, of any alternative."""
    log = Events()
    answers = implementation(log, None)

    async def refusing() -> str:
        log("refusing")
        raise NotAuthenticated

    async def handler(scopes: SecurityScopes) -> str:
        log(("handler", scopes.scopes))
        return "ada"

    async def plain_handler() -> str:
        log("plain handler")
        return "bob"

    async def provide(one: Annotated[str, Depends(handler)], two: Annotated[str, Depends(plain_handler)]) -> Answering:
        return answers((one, two))

    async def endpoint(api: Annotated[Any, Depends(provide, scope="function")], **_: Any) -> Any:
        return await api.get_task()

    endpoint.__signature__ = inspect.signature(_endpoint).replace(  # type: ignore[attr-defined]
        parameters=[inspect.signature(endpoint).parameters["api"]]
    )
    security = ({"first": ()}, {"both": ("read",), "other": ("write",)})
    router, app = ContractRouter(), FastAPI()
    operation = replace(GET_TASK, security=security)
    router.bind(operation, endpoint, {"first": refusing, "both": handler, "other": plain_handler})
    app.include_router(router)
    if overridden:
        app.dependency_overrides[ask] = ask
    assert await ask(app) == 304
    assert log.told == ["refusing", ("handler", ["read"]), "plain handler", ("endpoint", ("ada", "bob"))]


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
