"""The model as an application with the same HTTP interface as the server, and the comparison of their answers."""

import re
from collections import defaultdict
from typing import Any, NoReturn

import httpx
from fastapi import FastAPI

from generated.routers.tasks import TasksApi, tasks_router
from impl.auth import secret_verifier
from impl.limits.limiter import Quotas, RateLimiter
from impl.limits.load import Load
from impl.mock.stand_ins import complete_class
from impl.mock.tasks import Account, Clock, ModelTasks
from impl.web import errors
from impl.web.app import TasksApplication
from impl.wiring import SECURITY, Access, PathOwner
from tests.support.application import SECRET

TIMES = ("created_at", "updated_at", "completed_at")


def model_application() -> FastAPI:
    """Return the model as an application."""
    accounts: dict[str, Account] = defaultdict(Account)
    clock = Clock()

    model_class: type[Any] = ModelTasks  # which a new operation may be missing in
    model = complete_class(model_class, TasksApi, _not_modelled)

    async def provide(owner: PathOwner) -> ModelTasks:
        made: ModelTasks = model(owner, accounts[owner], clock)
        return made

    provide.__annotations__["return"] = model
    app = TasksApplication(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.access = Access(secret_verifier(SECRET), RateLimiter(Quotas()), Load())
    app.include_router(tasks_router(provide, SECURITY))
    errors.install(app)
    return app


def _not_modelled(name: str) -> Any:
    """Return a method for an operation that the model does not have and that no test calls."""

    async def answer(self: object, *_: object, **__: object) -> NoReturn:
        raise NotImplementedError(name)

    return answer


def comparable(answer: httpx.Response) -> Any:
    """Return an answer without what server and model may choose freely: times, request ids, cursors and tags of
    lists."""
    headers = {name: answer.headers.get(name) for name in ("location", "allow", "retry-after")}
    strong = answer.headers.get("etag", "")
    return {
        "status": answer.status_code,
        "body": _without_times(answer.json()) if answer.content else None,
        "etag": strong if not strong.startswith("W/") else "of a list",
        "link": "link" in answer.headers,
        **headers,
    }


def cursor_of(answer: httpx.Response) -> str | None:
    """Return the cursor of the next page; each application has its own cursors."""
    found = re.search(r"[?&]cursor=([^&>]+)", answer.headers.get("link", ""))
    return found[1] if found else None


def _without_times(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_times(one) for one in value]
    if "request_id" in value:
        return {**value, "request_id": ""}
    return {**value, **{name: value[name] is not None for name in TIMES if name in value}}
