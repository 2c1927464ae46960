"""The mock: the reference model behind the generated routers; for what it does not tell, the contract's examples."""

import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from contracts import runtime
from generated import routers
from generated.contract import DOCUMENT
from generated.routers.health import HealthApi
from generated.routers.tasks import TasksApi
from impl.limits.load import Load
from impl.mock.demanded import DemandedAnswers
from impl.mock.examples import example_response
from impl.mock.samples import sample_tasks
from impl.mock.stand_ins import complete_class
from impl.mock.tasks import Account, Clock, ModelTasks
from impl.server.components import rate_limiter, token_verifier
from impl.services.health import HealthService
from impl.settings import Settings
from impl.web.app import assemble_app
from impl.web.cors import LOCALHOST_PAGES
from impl.web.drain import Drain
from impl.web.reference import DocsSignIn
from impl.wiring import SECURITY, Access, PathOwner, current_user, path_owner

_Provide = Callable[..., Awaitable[object]]


class WallClock(Clock):
    """Tells the time, and never the same twice."""

    def tick(self) -> datetime:
        """A moment later than all before."""
        self._now = max(datetime.now(UTC), self._now + timedelta(microseconds=1))
        return self._now


def mock_application(
    settings: Settings,
    secret: str | None,
    drain: Drain | None = None,
    page: DocsSignIn | None = None,
    *,
    seed: int = 0,
    latency: int = 0,
) -> FastAPI:
    """The mock, with the tokens, quotas and origins of the settings, and open to every page of this machine.

    With `page`, who has its key is signed in on `/docs`. Each user begins with `seed` tasks. An operation takes
    `latency` milliseconds at least.

    Raises NoExample for an operation that nobody tells and that has no example.
    """
    verifier, limiter = token_verifier(settings, secret), rate_limiter(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with verifier.running():
            yield
        await limiter.aclose()

    routers = list(_routers(drain or Drain(), seed))
    app = assemble_app(
        routers,
        lifespan,
        Access(verifier, limiter, Load()),
        cors_origins=settings.cors_origins,
        cors_pattern=LOCALHOST_PAGES,
        docs=settings.docs,
        sign_in=page,
    )
    app.add_middleware(DemandedAnswers, operations=runtime.contract_router(routers, DOCUMENT), latency=latency)
    return app


def _routers(drain: Drain, seed: int) -> Iterator[runtime.ContractRouter]:
    """One for each tag of the contract, also for one that is new."""
    accounts: dict[str, Account] = {}
    clock = WallClock()

    def tasks(model: type[ModelTasks]) -> _Provide:
        async def provide(owner: PathOwner) -> object:
            if owner not in accounts:
                accounts[owner] = Account()
                begun = model(owner, accounts[owner], clock)
                for task in sample_tasks(seed, clock.tick()):
                    await begun.create_task(owner, task)
            return model(owner, accounts[owner], clock)

        return provide

    def health(model: type[HealthService]) -> _Provide:
        async def provide() -> object:
            return model(_awake, lambda: drain.begun)

        return provide

    told: dict[type, tuple[type, Callable[[type[Any]], _Provide]]] = {
        TasksApi: (ModelTasks, tasks),
        HealthApi: (HealthService, health),
    }
    for module in (import_module(f"{routers.__name__}.{one.name}") for one in pkgutil.iter_modules(routers.__path__)):
        operations: dict[str, runtime.Operation] = {operation.id: operation for operation in module.OPERATIONS}
        api = getattr(module, module.OPERATIONS[0].api)
        model, make = told.get(api, (type("Untold", (api,), {}), _guarded))
        model = complete_class(model, api, _Examples(operations))
        provide = make(model)
        provide.__annotations__["return"] = model
        yield getattr(module, f"{module.__name__.rpartition('.')[2]}_router")(provide, SECURITY)


class _Examples:
    """Makes methods that answer with the contract's examples."""

    def __init__(self, operations: dict[str, runtime.Operation]) -> None:
        self._operations = operations

    def __call__(self, name: str) -> Callable[..., Awaitable[runtime.SealedResponse]]:
        """The method of an operation, which answers with the contract's example. Raises NoExample without one."""
        example = example_response(self._operations[name])

        async def answer(self: object, *_: object, **__: object) -> runtime.SealedResponse:
            return example

        return answer


def _guarded(model: type[Any]) -> _Provide:
    """An implementation without a state; a user's path is its owner's, as ever."""

    async def provide(request: Request) -> object:
        operation = runtime.operation_of(request)
        if operation is not None and operation.security and "user_id" in request.path_params:
            await path_owner(request, await current_user(request, None))
        return model()

    return provide


async def _awake() -> None:
    """Readiness of a server that needs no database: it always holds."""
