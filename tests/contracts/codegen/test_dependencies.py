"""FR-310, FR-311, FR-312: dependencies of an operation are FastAPI's, and do what they do on a plain route."""

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from typing import Annotated, Any

import pytest
from fastapi import BackgroundTasks, Cookie, Depends, FastAPI, Header, Query, Request, Security
from fastapi.security import SecurityScopes
from starlette.requests import HTTPConnection

from tests.contracts.codegen.habits import Answering, Events, Refused, Tree, events, implementation, operation, plain

RAISES = [None, Refused("by the endpoint")]


def provider(log: Events, raises: Exception | None, *wanted: Callable[..., Any] | Any) -> Callable[..., Any]:
    """A provider that depends on these, and hands what they answer to the implementation."""
    answers = implementation(log, raises)
    depends = [one if not callable(one) else Depends(one) for one in wanted]

    async def provide(**given: Any) -> Answering:
        return answers(tuple(given.values()))

    parameters = [
        inspect.Parameter(f"p{i}", inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[Any, one])
        for i, one in enumerate(depends)
    ]
    provide.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    provide.__annotations__ = {"return": answers}
    return provide


def kinds(log: Events, raises: Exception | None) -> Tree:
    """Functions, coroutines, classes, instances and partial functions, nested, each run once."""

    def function() -> str:
        log("function")
        return "f"

    async def coroutine(one: Annotated[str, Depends(function)]) -> str:
        log("coroutine")
        return f"c{one}"

    class Made:
        def __init__(self, one: Annotated[str, Depends(coroutine)], two: Annotated[str, Depends(function)]) -> None:
            log("class")
            self.text = one + two

    class Callable_:  # noqa: N801
        async def __call__(self, made: Annotated[Made, Depends()]) -> str:
            log("instance")
            return made.text

    def added(text: Annotated[str, Depends(function)], *, more: Annotated[str, Depends(function)]) -> str:
        log("partial")
        return text + more

    instance = Callable_()
    partial = functools.partial(added, more="less")

    async def last(
        a: Annotated[str, Depends(instance)],
        b: Annotated[str, Depends(partial)],
        request: Request,
        connection: HTTPConnection,
    ) -> tuple[str, str, bool, str]:
        return a, b, request is connection, request.path_params["user_id"]

    return Tree(provider(log, raises, last, function))


def uncached(log: Events, raises: Exception | None) -> Tree:
    """One that is not to be cached runs each time that it is asked for, also below one that is."""
    count = iter(range(100))

    async def fresh() -> int:
        number = next(count)
        log(("fresh", number))
        return number

    async def cached(number: Annotated[int, Depends(fresh, use_cache=False)]) -> int:
        log("cached")
        return number

    again = Depends(fresh, use_cache=False)
    return Tree(provider(log, raises, cached, fresh, cached, again, again, fresh), guards=[cached])


def yielding(log: Events, raises: Exception | None) -> Tree:
    """Generators of both kinds and both scopes, which see what is raised behind them."""

    def generator(name: str, *needs: Any) -> Any:
        async def asynchronous(value: Annotated[Any, needs[0]] = None) -> AsyncIterator[str]:
            log(("begin", name))
            try:
                yield name
            except Exception as error:
                log(("error", name, type(error).__name__))
                raise
            finally:
                log(("end", name))

        return asynchronous

    def synchronous() -> Iterator[str]:
        log("begin sync")
        try:
            yield "sync"
        except Exception as error:
            log(("error sync", type(error).__name__))
            raise
        finally:
            log("end sync")

    outer = generator("outer", Depends(synchronous))
    inner = generator("inner", Depends(outer, scope="request"))
    guard = generator("guard", Depends(synchronous))
    return Tree(
        provider(log, raises, Depends(inner, scope="function"), Depends(synchronous), Depends(guard, scope="function")),
        handler=generator("handler", Depends(synchronous)),
        guards=[guard],
    )


def converting(log: Events, raises: Exception | None) -> Tree:
    """A generator may raise another exception, and those outside of it see that one."""

    async def outer() -> AsyncIterator[str]:
        try:
            yield "outer"
        except Exception as error:
            log(("outer", *error.args))
            raise

    async def inner(_: Annotated[str, Depends(outer, scope="function")]) -> AsyncIterator[str]:
        try:
            yield "inner"
        except Refused:
            raise Refused("by the generator") from None

    return Tree(provider(log, raises, Depends(inner, scope="function")))


def failing_end(log: Events, raises: Exception | None) -> Tree:
    """What is raised behind a yield is raised at those before, and answered."""

    async def outer() -> AsyncIterator[str]:
        try:
            yield "outer"
        except Refused as error:
            log(("outer", *error.args))
            raise

    async def inner(_: Annotated[str, Depends(outer)]) -> AsyncIterator[str]:
        yield "inner"
        log("behind")
        raise Refused("behind the yield")

    return Tree(provider(log, raises, Depends(inner, scope="function")))


def failing_begin(log: Events, raises: Exception | None) -> Tree:
    """What a dependency raises is raised at the generators before it."""

    async def outer() -> AsyncIterator[str]:
        try:
            yield "outer"
        except Refused as error:
            log(("outer", *error.args))
            raise

    async def inner(_: Annotated[str, Depends(outer)]) -> str:
        raise Refused("by a dependency")

    return Tree(provider(log, raises, inner))


def in_the_background(log: Events, raises: Exception | None) -> Tree:
    """Tasks run after the answer and before what has the scope of the request ends; not at all after an exception."""

    async def work(name: str) -> None:
        log(("task", name))

    def sync_work(name: str) -> None:
        log(("sync task", name))

    async def session() -> AsyncIterator[str]:
        yield "session"
        log("commit")

    async def connection() -> AsyncIterator[str]:
        yield "connection"
        log("closed")

    async def handler(tasks: BackgroundTasks) -> str:
        tasks.add_task(work, "of the handler")
        return "caller"

    async def nested(tasks: BackgroundTasks, _: Annotated[str, Depends(connection, scope="request")]) -> str:
        tasks.add_task(sync_work, "nested")
        return "nested"

    return Tree(provider(log, raises, Depends(session, scope="function"), nested), handler=handler)


def scoped(log: Events, raises: Exception | None) -> Tree:
    """Scopes are handed down."""

    async def needs(scopes: SecurityScopes) -> list[str]:
        log(("scopes", scopes.scopes))
        return scopes.scopes

    async def between(scopes: Annotated[list[str], Security(needs, scopes=["read"])]) -> list[str]:
        return scopes

    return Tree(
        provider(log, raises, Security(between, scopes=["write"]), Security(needs, scopes=["read"]), needs),
        handler=needs,
    )


def parameters(log: Events, raises: Exception | None) -> Tree:
    """Parameters of the path, the query, headers and cookies are FastAPI's to read."""

    async def asks(
        user_id: str,
        task_id: int,
        page: Annotated[int, Query(alias="Page", gt=0)],
        x_word: Annotated[str, Header()] = "none",
        flavour: Annotated[str | None, Cookie()] = None,
    ) -> object:
        log("parameters")
        return user_id, task_id, page, x_word, flavour

    return Tree(provider(log, raises, asks))


def of_the_caller(log: Events, raises: Exception | None) -> Tree:
    """Who depends on the handler of the security scheme gets whom it has found; it runs once."""

    async def handler(request: Request) -> str:
        log("handler")
        return request.headers["x-word"]

    async def owner(caller: Annotated[str, Depends(handler)]) -> str:
        return f"owner {caller}"

    return Tree(provider(log, raises, owner, handler), handler=handler, guards=[owner])


_place: ContextVar[str] = ContextVar("place", default="nowhere")


def in_context(log: Events, raises: Exception | None) -> Tree:
    """What a coroutine puts into the context is there for the endpoint and for the end of a generator."""

    async def enter() -> AsyncIterator[str]:
        token = _place.set("inside")
        yield "entered"
        log(_place.get())
        _place.reset(token)

    async def look(_: Annotated[str, Depends(enter, scope="function")]) -> str:
        return _place.get()

    return Tree(provider(log, raises, look))


TREES = [
    kinds, uncached, yielding, converting, failing_end, failing_begin, in_the_background, scoped, parameters,
    of_the_caller, in_context,
]  # fmt: skip
SENT = {"x-word": "ada", "cookie": "flavour=mint"}


async def _same(tree: Callable[..., Tree], raises: Exception | None, prepare: Callable[[FastAPI], None]) -> None:
    told = []
    for make in (plain, operation):
        log = Events()
        made = tree(log, raises)
        app = make(made)
        app.dependency_overrides.update(made.overrides)
        prepare(app)
        # A parameter that neither the contract nor a dependency has is refused (FR-411), which no plain route does.
        query = "?Page=2" if tree is parameters else ""
        told.append(await events(app, log, f"/api/ada/tasks/7{query}", SENT))
    assert told[1] == told[0]
    assert any(isinstance(event, tuple) and event[0] == "sent" for event in told[0])


@pytest.mark.parametrize("raises", RAISES, ids=["answers", "raises"])
@pytest.mark.parametrize("tree", TREES)
async def test_happens_as_on_a_plain_route(tree: Callable[..., Tree], raises: Exception | None) -> None:
    """FR-310: in the same order, with the same values, and with the same end."""
    await _same(tree, raises, lambda _: None)


@pytest.mark.parametrize("raises", RAISES, ids=["answers", "raises"])
@pytest.mark.parametrize("tree", TREES)
async def test_happens_as_on_a_plain_route_under_an_override(
    tree: Callable[..., Tree], raises: Exception | None
) -> None:
    """FR-312: also while anything is overridden."""
    await _same(tree, raises, lambda app: app.dependency_overrides.update({test_happens_as_on_a_plain_route: None}))
