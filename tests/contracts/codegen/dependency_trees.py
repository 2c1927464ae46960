"""Trees of dependencies, by kind and by end. Each is served as a plain route and as an operation."""

import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from tests.contracts.codegen.habits import Answering, Events, Refused, Tree, implementation


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
