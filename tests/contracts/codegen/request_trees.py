"""Trees of dependencies that ask for something of the request. Each is served as a plain route and as an operation."""

from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Annotated

from fastapi import BackgroundTasks, Cookie, Depends, Header, Query, Request, Security
from fastapi.security import SecurityScopes

from tests.contracts.codegen.dependency_trees import provider
from tests.contracts.codegen.habits import Events, Tree


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
