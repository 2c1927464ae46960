"""FR-310, FR-311, FR-319: where dependencies of an operation come from, and whom they get."""

import inspect
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from contracts.runtime import (
    ContractRouter,
    InvalidRequest,
    NotAuthenticated,
    contract_router,
)
from generated.contract import DOCUMENT
from generated.routers.health import health_router
from generated.routers.tasks import GET_TASK
from impl.services.health import HealthService
from tests.contracts.codegen.asking import answers_with, ask, included, noting, router_of
from tests.contracts.codegen.habits import URL, Answering, Events, anybody, implementation


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
    """FR-319: `dependency_overrides` counts for each of them, and no longer when it is empty again."""
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


async def _endpoint(api: Annotated[Any, Depends(anybody)]) -> Any: ...


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
