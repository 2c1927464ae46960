"""The server and the model of it, side by side behind the same HTTP, and how their answers compare."""

import re
from collections import defaultdict
from contextlib import nullcontext
from typing import Any, NoReturn

import httpx
from fastapi import FastAPI
from starlette.requests import Request

from generated.routers.tasks import TasksApi, tasks_router
from impl.auth import secret_verifier
from impl.auth.bearer import BEARER, BearerHandler
from impl.limits.load import Load
from impl.web import errors
from impl.web.app import TasksApplication
from impl.wiring import prove_owner
from tests.model.stand_ins import whole
from tests.model.tasks import Account, Clock, ModelTasks
from tests.support.application import SECRET

TIMES = ("created_at", "updated_at", "completed_at")


def model_application() -> FastAPI:
    """The model, mounted as the server is."""
    accounts: dict[str, Account] = defaultdict(Account)
    clock = Clock()

    told: type[Any] = ModelTasks  # which a new operation may be missing in
    model = whole(told, TasksApi, _untold)

    def provide(request: Request) -> nullcontext[ModelTasks]:
        owner = prove_owner(request)
        return nullcontext(model(owner, accounts[owner], clock))

    provide.__annotations__["return"] = nullcontext[model]  # type: ignore[valid-type]
    app = TasksApplication(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.load = Load()
    app.include_router(tasks_router(provide, {BEARER: BearerHandler(secret_verifier(SECRET))}))
    errors.install(app)
    return app


def _untold(name: str) -> Any:
    """For an operation that the model does not tell of, and for which it is not asked."""

    async def answer(self: object, *_: object, **__: object) -> NoReturn:
        raise NotImplementedError(name)

    return answer


def meaning(answer: httpx.Response) -> Any:
    """An answer without what the two are free to choose: times, request ids, and the names of cursors and lists."""
    headers = {name: answer.headers.get(name) for name in ("location", "allow", "retry-after")}
    strong = answer.headers.get("etag", "")
    return {
        "status": answer.status_code,
        "body": _timeless(answer.json()) if answer.content else None,
        "etag": strong if not strong.startswith("W/") else "of a list",
        "link": "link" in answer.headers,
        **headers,
    }


def cursor_of(answer: httpx.Response) -> str | None:
    """Where the list goes on: each has a cursor of its own."""
    found = re.search(r"[?&]cursor=([^&>]+)", answer.headers.get("link", ""))
    return found[1] if found else None


def _timeless(value: Any) -> Any:
    if isinstance(value, list):
        return [_timeless(one) for one in value]
    if "request_id" in value:
        return {**value, "request_id": ""}
    return {**value, **{name: value[name] is not None for name in TIMES if name in value}}
