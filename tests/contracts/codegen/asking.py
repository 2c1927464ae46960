"""Applications with the router of our tasks, whose dependencies a test gives, and the status that they answer."""

from collections.abc import Callable
from typing import Any

import httpx
from fastapi import FastAPI

from contracts.runtime import (
    ContractRouter,
)
from generated.routers.tasks import tasks_router
from tests.contracts.codegen.habits import URL, Answering, Events, anybody, implementation


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
